import { QueryError, type Token, tokenize } from './tokens.ts';

/** A column, or a property below it: `properties.apiServerAccessProfile` is two keys. */
export type Path = readonly string[];

/** What is said of a value; `~` means without regard to case. */
type Condition =
  | {
      readonly path: Path;
      readonly is: '==' | '!=' | '=~' | 'contains~';
      readonly value: string;
    }
  | { readonly path: Path; readonly is: 'in'; readonly values: readonly string[] };

/** A condition of `iff`: that of `where`, or whether there is nothing. */
export type Test = Condition | { readonly path: Path; readonly is: 'null' };

/** A number that depends on whether all of some conditions hold. */
type Choice = { readonly when: readonly Test[]; readonly then: number; readonly else: number };

/** A column of `project`: a name, where its value is found, and what is made of it. */
export type Column = { readonly name: string; readonly path: Path; readonly as?: Conversion };

/** What a function makes of a value: its text, how many items it has, or those with a text between them. */
export type Conversion = 'text' | 'length' | { readonly between: string };

/** One step of the pipeline. */
export type Step =
  | { readonly do: 'where'; readonly anyOf: readonly Condition[] }
  | { readonly do: 'project'; readonly columns: readonly Column[] }
  | { readonly do: 'extend'; readonly name: string; readonly choice: Choice }
  | { readonly do: 'order'; readonly by: readonly Path[] };

/** A query: a table and the steps its rows go through. */
export type Query = { readonly table: string; readonly steps: readonly Step[] };

/** Reads the part of KQL that this emulator knows. Throws a `QueryError` for anything else. */
export function parseQuery(text: string): Query {
  const reader = new Reader(tokenize(text));
  const table = reader.take('name', 'a table').toLowerCase();
  const steps: Step[] = [];
  while (!reader.done) {
    reader.expect('|');
    steps.push(parseStep(reader));
  }
  return { table, steps };
}

function parseStep(reader: Reader): Step {
  const operator = reader.take('name', 'an operator');
  switch (operator) {
    case 'where': {
      const anyOf = [parseComparison(reader)];
      while (reader.accept('or')) anyOf.push(parseComparison(reader));
      return { do: 'where', anyOf };
    }
    case 'project': {
      const columns = [parseColumn(reader)];
      while (reader.accept(',')) columns.push(parseColumn(reader));
      return { do: 'project', columns };
    }
    case 'extend': {
      const name = reader.take('name', 'a column');
      reader.expect('=');
      return { do: 'extend', name, choice: parseChoice(reader) };
    }
    case 'order': {
      reader.expect('by');
      const by = [parseUpwards(reader)];
      while (reader.accept(',')) by.push(parseUpwards(reader));
      return { do: 'order', by };
    }
    default:
      throw new QueryError('UnsupportedOperator', `The emulator does not know '${operator}'.`);
  }
}

function parseUpwards(reader: Reader): Path {
  const path = parsePath(reader);
  // KQL sorts downwards unless told otherwise.
  reader.expect('asc');
  return path;
}

function parseChoice(reader: Reader): Choice {
  reader.expect('iff');
  reader.expect('(');
  const when = [parseTest(reader)];
  while (reader.accept('and')) when.push(parseTest(reader));
  const [then, otherwise] = [parseNumber(reader), parseNumber(reader)];
  reader.expect(')');
  return { when, then, else: otherwise };
}

function parseNumber(reader: Reader): number {
  reader.expect(',');
  return Number(reader.take('number', 'a number'));
}

function parseTest(reader: Reader): Test {
  if (!reader.accept('isnull')) return parseComparison(reader);
  return { path: parseInParentheses(reader), is: 'null' };
}

function parseComparison(reader: Reader): Condition {
  const path = parseText(reader);
  if (reader.accept('in')) return { path, is: 'in', values: parseTexts(reader) };
  const is = parseSign(reader);
  return { path, is, value: reader.take('text', 'a text in quotes') };
}

function parseTexts(reader: Reader): readonly string[] {
  reader.expect('(');
  const texts = [reader.take('text', 'a text in quotes')];
  while (reader.accept(',')) texts.push(reader.take('text', 'a text in quotes'));
  reader.expect(')');
  return texts;
}

function parseSign(reader: Reader): '==' | '!=' | '=~' | 'contains~' {
  if (reader.accept('=~')) return '=~';
  if (reader.accept('!=')) return '!=';
  if (reader.accept('contains')) return 'contains~';
  reader.expect('==');
  return '==';
}

/** A path, or `tostring` of one: what is compared is text in any case. */
function parseText(reader: Reader): Path {
  return reader.accept('tostring') ? parseInParentheses(reader) : parsePath(reader);
}

function parseColumn(reader: Reader): Column {
  const path = parsePath(reader);
  const name = path.join('_');
  if (path.length > 1 || !reader.accept('=')) return { name, path };
  return { name, ...parseConverted(reader) };
}

function parseConverted(reader: Reader): Omit<Column, 'name'> {
  if (reader.accept('tostring')) return { path: parseInParentheses(reader), as: 'text' };
  if (reader.accept('array_length')) return { path: parseInParentheses(reader), as: 'length' };
  if (!reader.accept('strcat_array')) return { path: parsePath(reader) };
  reader.expect('(');
  const path = parsePath(reader);
  reader.expect(',');
  const between = reader.take('text', 'a text in quotes');
  reader.expect(')');
  return { path, as: { between } };
}

function parseInParentheses(reader: Reader): Path {
  reader.expect('(');
  const path = parsePath(reader);
  reader.expect(')');
  return path;
}

function parsePath(reader: Reader): Path {
  const path = [reader.take('name', 'a column')];
  while (reader.accept('.')) path.push(reader.take('name', 'a property'));
  return path;
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

  take(kind: Token['kind'], wanted: string): string {
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
