/** One piece of a query. */
export type Token = {
  readonly kind: 'name' | 'text' | 'number' | 'sign';
  readonly text: string;
};

/** What is wrong with a query; `code` is Resource Graph's own word for the kind of mistake. */
export class QueryError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const pattern =
  /\s+|(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<name>[A-Za-z_$][\w$]*)|(?<number>\d+)|(?<sign>==|!=|=~|[|,.=()])/y;

/** Splits a query into tokens. Throws a `QueryError` at the first character it does not know. */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < query.length) {
    const start = pattern.lastIndex;
    const groups = pattern.exec(query)?.groups;
    if (!groups) throw new QueryError('ParserFailure', `Unexpected '${query[start]}' at ${start}.`);
    if (groups['text'] !== undefined) tokens.push({ kind: 'text', text: unquote(groups['text']) });
    if (groups['name'] !== undefined) tokens.push({ kind: 'name', text: groups['name'] });
    if (groups['number'] !== undefined) tokens.push({ kind: 'number', text: groups['number'] });
    if (groups['sign'] !== undefined) tokens.push({ kind: 'sign', text: groups['sign'] });
  }
  return tokens;
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}
