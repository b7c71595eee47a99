import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ObjectBytes } from './item-scanner.ts';
import { jsonItemsReader } from './json-items.ts';

/** Reads a document that comes in pieces that end at these bytes. */
function readInPieces(
  text: string,
  cuts: readonly number[] = [],
  {
    onHead = () => {},
    takes,
  }: {
    readonly onHead?: (head: unknown) => void;
    /** How many times objects are taken as they are; without it nobody asks. */
    readonly takes?: number | undefined;
  } = {},
) {
  const bytes = Buffer.from(text);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  const items: unknown[] = [];
  let left = takes ?? 0;
  let wereCut = true;
  const reader = jsonItemsReader('data', {
    onHead,
    onItems(some, bytes) {
      items.push(...some);
      const cut = bytes && eachOf(bytes);
      // What each of them is by itself, that it is among the others.
      if (cut?.every(isObject)) expect(cut).toEqual(some);
      else if (cut || some.length > 1) wereCut = false;
    },
    onBytes: takes === undefined ? undefined : takeSome,
  });
  function takeSome(bytes: ObjectBytes): boolean {
    const some = eachOf(bytes);
    if (left === 0 || !some.every(isObject)) return false;
    left -= 1;
    items.push(...some);
    return true;
  }
  let from = 0;
  for (const end of ends) {
    reader.take(bytes.subarray(from, end));
    from = end;
  }
  return { around: reader.end(), items, wereCut: () => wereCut };
}

/** What the parser makes of it; undefined where that refuses it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function eachOf({ bytes, ends }: ObjectBytes): readonly unknown[] {
  return ends.map((end, at) => parsed(bytes.toString('utf8', (ends[at - 1] ?? -1) + 1, end)));
}

const isObject = (each: unknown) => typeof each === 'object' && each !== null;

const cutsAnywhere = fc.array(fc.nat(), { maxLength: 12 });
const anything = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
const objects = (of: fc.Arbitrary<unknown>) =>
  fc.array(fc.record({ a: of, b: of }), { maxLength: 4 });
const value = fc.oneof(anything, objects(anything));
const taking = fc.constantFrom(undefined, 0, 1, 9);
const spacing = fc.constantFrom(0, 1, '\t');

test('gives what the parser gives, wherever the document was cut', () => {
  const lists = fc.oneof(fc.array(value), objects(value));
  const documents = fc.record({ before: value, data: lists, after: value });
  fc.assert(
    fc.property(documents, spacing, cutsAnywhere, taking, (document, space, cuts, takes) => {
      const text = JSON.stringify(document, undefined, space);
      const { items, around } = readInPieces(text, cuts, { takes });
      const plain = JSON.parse(JSON.stringify(document));
      expect(items).toEqual(plain.data);
      expect(parsed(around)).toEqual({ ...plain, data: [] });
    }),
  );
});

test('cuts where one plain object ends and the next begins, wherever the document was cut', () => {
  const plain = fc.record({ a: fc.nat(), b: fc.constantFrom('', '{', '[1,2]', 'ä"') });
  fc.assert(
    fc.property(
      fc.array(plain, { minLength: 2 }),
      cutsAnywhere,
      taking,
      (data, cuts, takes = 0) => {
        const reader = readInPieces(JSON.stringify({ data }), cuts, { takes });
        expect(reader.items).toEqual(data);
        expect(reader.wereCut()).toBe(true);
      },
    ),
  );
});

test('tells what comes before the items once, before the first of them', () => {
  fc.assert(
    fc.property(
      fc.record({ before: value, data: fc.array(value) }),
      cutsAnywhere,
      (document, cuts) => {
        const heads: unknown[] = [];
        readInPieces(JSON.stringify(document), cuts, { onHead: (head) => heads.push(head) });
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
    fc.property(documents, cutsAnywhere, taking, (text, cuts, takes) => {
      const { around } = readInPieces(text, cuts, { takes });
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
  expect(readInPieces(text)).toMatchObject({ items: [], around: text });
});
