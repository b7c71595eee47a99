import { err, ok, type Result } from '#lib/result';

/**
 * JSON as it was written. Numbers, strings and keys keep their spelling and keys their order, also
 * where a JavaScript object would change them: `9007199254740993`, `1.0`, `"10"` before `"2"`.
 */
export type JsonText =
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | { readonly kind: 'array'; readonly items: readonly JsonText[] }
  | { readonly kind: 'scalar'; readonly text: string };

/** `key` is what the quoted `spelling` means. */
export type Member = { readonly key: string; readonly spelling: string; readonly value: JsonText };

/** Reads JSON. Fails, with the parser's words, on anything that is none. */
export function parseJsonText(text: string): Result<JsonText, string> {
  try {
    JSON.parse(text);
  } catch (error) {
    return err(String(error));
  }
  return ok(takeValue({ tokens: tokensOf(text), at: 0 }));
}

/** Writes it back, without white space between the tokens. */
export function printJsonText(json: JsonText): string {
  switch (json.kind) {
    case 'object':
      return `{${json.members.map((m) => `${m.spelling}:${printJsonText(m.value)}`).join(',')}}`;
    case 'array':
      return `[${json.items.map(printJsonText).join(',')}]`;
    case 'scalar':
      return json.text;
  }
}

/** A member with an ordinary key. */
export function member(key: string, value: JsonText): Member {
  return { key, spelling: JSON.stringify(key), value };
}

type Cursor = { readonly tokens: readonly string[]; at: number };

function tokensOf(text: string): readonly string[] {
  return text.match(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
}

// The text is known to be JSON, so these need not look for mistakes in it.
function takeValue(cursor: Cursor): JsonText {
  const token = take(cursor);
  if (token === '{') return { kind: 'object', members: takeUntil(cursor, '}', takeMember) };
  if (token === '[') return { kind: 'array', items: takeUntil(cursor, ']', takeValue) };
  return { kind: 'scalar', text: token };
}

function takeMember(cursor: Cursor): Member {
  const spelling = take(cursor);
  const key = spelling.includes('\\') ? String(JSON.parse(spelling)) : spelling.slice(1, -1);
  take(cursor);
  return { key, spelling, value: takeValue(cursor) };
}

function takeUntil<T>(cursor: Cursor, end: string, takeOne: (cursor: Cursor) => T): readonly T[] {
  const taken: T[] = [];
  while (cursor.tokens[cursor.at] !== end) {
    taken.push(takeOne(cursor));
    if (cursor.tokens[cursor.at] === ',') cursor.at += 1;
  }
  cursor.at += 1;
  return taken;
}

function take(cursor: Cursor): string {
  const token = cursor.tokens[cursor.at] ?? '';
  cursor.at += 1;
  return token;
}
