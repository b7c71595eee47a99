import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonItemsReader } from './json-items.ts';

/** Reads a document that comes in pieces that end at these bytes. */
function readInPieces(
  text: string,
  cuts: readonly number[] = [],
  onHead: (head: unknown) => void = () => {},
) {
  const bytes = Buffer.from(text);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  const items: unknown[] = [];
  const reader = jsonItemsReader('data', { onHead, onItems: (some) => items.push(...some) });
  let from = 0;
  for (const end of ends) {
    reader.take(bytes.subarray(from, end));
    from = end;
  }
  return { around: reader.end(), items };
}

/** What the parser makes of it; undefined where that refuses it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const cutsAnywhere = fc.array(fc.nat(), { maxLength: 12 });
const anything = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
const objects = (of: fc.Arbitrary<unknown>) =>
  fc.array(fc.record({ a: of, b: of }), { maxLength: 4 });
const value = fc.oneof(anything, objects(anything));
const spacing = fc.constantFrom(0, 1, '\t');

test('gives what the parser gives, wherever the document was cut', () => {
  const lists = fc.oneof(fc.array(value), objects(value));
  const documents = fc.record({ before: value, data: lists, after: value });
  fc.assert(
    fc.property(documents, spacing, cutsAnywhere, (document, space, cuts) => {
      const { items, around } = readInPieces(JSON.stringify(document, undefined, space), cuts);
      const plain = JSON.parse(JSON.stringify(document));
      expect(items).toEqual(plain.data);
      expect(parsed(around)).toEqual({ ...plain, data: [] });
    }),
  );
});

test('tells what comes before the items once, before the first of them', () => {
  fc.assert(
    fc.property(
      fc.record({ before: value, data: fc.array(value) }),
      cutsAnywhere,
      (document, cuts) => {
        const heads: unknown[] = [];
        readInPieces(JSON.stringify(document), cuts, (head) => heads.push(head));
        expect(heads).toEqual([{ ...JSON.parse(JSON.stringify(document)), data: [] }]);
      },
    ),
  );
});

test('accepts nothing that the parser refuses', () => {
  const tokens = fc.constantFrom(
    ...['{', '}', '[', ']', ',', ':', '"data"', '"', '1', ' ', '\\'],
    ...['{"a":1}', '},{"', '"a":1},{"b":2'],
  );
  const texts = fc.array(tokens, { maxLength: 14 }).map((some) => some.join(''));
  const documents = fc.oneof(
    texts,
    texts.map((text) => `{"data":[${text}]}`),
    texts.map((text) => `{"data":[1${text}`),
  );
  fc.assert(
    fc.property(documents, cutsAnywhere, (text, cuts) => {
      const { around } = readInPieces(text, cuts);
      expect(parsed(around) === undefined).toBe(parsed(text) === undefined);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['an array elsewhere', '{"other":[1,2]}'],
  ['one further in', '{"a":{"data":[1]}}'],
  ['an object of that name', '{"data":{"rows":[1]}}'],
  ['a text of that name', '{"a":"\\"data\\":[1]"}'],
  ['a list instead', '[{"data":[1]}]'],
])('takes no items from %s', (_, text) => {
  expect(readInPieces(text)).toEqual({ items: [], around: text });
});
