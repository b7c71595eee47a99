import { QueryError, type Token, tokenize } from './tokens.ts';

/** A column, or a property below it: `properties.apiServerAccessProfile` is two keys. */
export type Path = readonly string[];

/** A comparison; the `in` operators compare with several values. */
type Comparison = {
  readonly kind: 'compare';
  readonly path: Path;
  readonly negated: boolean;
  readonly ignoreCase: boolean;
  readonly values: readonly string[];
};

/** A condition of `where`. */
export type Condition =
  | Comparison
  | { readonly kind: 'and'; readonly sides: readonly Condition[] }
  | { readonly kind: 'or'; readonly sides: readonly Condition[] };

/** A column of `project` or `extend`: a name and where its value is found. */
export type Column = { readonly name: string; readonly path: Path };

/** One step of the pipeline. */
export type Step =
  | { readonly do: 'where'; readonly condition: Condition }
  | { readonly do: 'project'; readonly columns: readonly Column[] }
  | { readonly do: 'extend'; readonly columns: readonly Column[] }
  | { readonly do: 'order'; readonly by: readonly (Column & { readonly descending: boolean })[] }
  | { readonly do: 'take'; readonly count: number };

/** A query: a table and the steps its rows go through. */
export type Query = { readonly table: string; readonly steps: readonly Step[] };

/** Reads the part of KQL that this emulator knows. Throws a `QueryError` for anything else. */
export function parseQuery(text: string): Query {
  const reader = new Reader(tokenize(text));
  const table = reader.name('a table').toLowerCase();
  const steps: Step[] = [];
  while (!reader.done) {
    reader.expect('|');
    steps.push(parseStep(reader));
  }
  return { table, steps };
}

function parseStep(reader: Reader): Step {
  const operator = reader.name('an operator');
  switch (operator) {
    case 'where':
      return { do: 'where', condition: parseOr(reader) };
    case 'project':
      return { do: 'project', columns: parseList(reader, parseColumn) };
    case 'extend':
      return { do: 'extend', columns: parseList(reader, parseColumn) };
    case 'order':
    case 'sort':
      reader.expect('by');
      return { do: 'order', by: parseList(reader, parseOrder) };
    case 'take':
    case 'limit':
      return { do: 'take', count: reader.number() };
    default:
      throw new QueryError('UnsupportedOperator', `The emulator does not know '${operator}'.`);
  }
}

function parseOr(reader: Reader): Condition {
  const first = parseAnd(reader);
  const sides = [first];
  while (reader.accept('or')) sides.push(parseAnd(reader));
  return sides.length === 1 ? first : { kind: 'or', sides };
}

function parseAnd(reader: Reader): Condition {
  const first = parseComparison(reader);
  const sides = [first];
  while (reader.accept('and')) sides.push(parseComparison(reader));
  return sides.length === 1 ? first : { kind: 'and', sides };
}

function parseComparison(reader: Reader): Condition {
  if (reader.accept('(')) {
    const inner = parseOr(reader);
    reader.expect(')');
    return inner;
  }
  const path = parsePath(reader);
  const operator = reader.next('an operator');
  const ignoreCase = operator.endsWith('~');
  const negated = operator.startsWith('!');
  if (['==', '=~', '!=', '!~'].includes(operator)) {
    return { kind: 'compare', path, negated, ignoreCase, values: [reader.text()] };
  }
  if (!['in', 'in~'].includes(operator)) {
    throw new QueryError('UnsupportedOperator', `The emulator does not know '${operator}'.`);
  }
  reader.expect('(');
  const values = parseList(reader, () => reader.text());
  reader.expect(')');
  return { kind: 'compare', path, negated: false, ignoreCase, values };
}

function parseColumn(reader: Reader): Column {
  const path = parsePath(reader);
  const name = path.join('_');
  if (path.length > 1 || !reader.accept('=')) return { name, path };
  return { name, path: parsePath(reader) };
}

function parseOrder(reader: Reader): Column & { readonly descending: boolean } {
  const path = parsePath(reader);
  // KQL sorts downwards unless told otherwise.
  const descending = reader.accept('desc') || !reader.accept('asc');
  return { name: path.join('_'), path, descending };
}

function parsePath(reader: Reader): Path {
  const path = [reader.name('a column')];
  for (;;) {
    if (reader.accept('.')) {
      path.push(reader.name('a property'));
    } else if (reader.accept('[')) {
      path.push(reader.text());
      reader.expect(']');
    } else {
      if (reader.accept('(')) {
        throw new QueryError(
          'UnknownFunction',
          `The emulator does not know '${path.join('.')}()'.`,
        );
      }
      return path;
    }
  }
}

function parseList<T>(reader: Reader, parseOne: (reader: Reader) => T): T[] {
  const list = [parseOne(reader)];
  while (reader.accept(',')) list.push(parseOne(reader));
  return list;
}

/** Walks through tokens. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  accept(text: string): boolean {
    const token = this.#tokens[this.#at];
    const isIt = token !== undefined && token.kind !== 'text' && token.text === text;
    if (isIt) this.#at += 1;
    return isIt;
  }

  expect(text: string): void {
    if (!this.accept(text)) this.#fail(`'${text}'`);
  }

  next(wanted: string): string {
    const token = this.#tokens[this.#at];
    if (!token) return this.#fail(wanted);
    this.#at += 1;
    return token.text;
  }

  name(wanted: string): string {
    return this.#take('name', wanted);
  }

  text(): string {
    return this.#take('text', 'a text in quotes');
  }

  number(): number {
    return Number(this.#take('number', 'a number'));
  }

  #take(kind: Token['kind'], wanted: string): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind) return this.#fail(wanted);
    this.#at += 1;
    return token.text;
  }

  #fail(wanted: string): never {
    const found = this.#tokens[this.#at]?.text ?? 'the end of the query';
    throw new QueryError('ParserFailure', `Expected ${wanted}, found '${found}'.`);
  }
}
