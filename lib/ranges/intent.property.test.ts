import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { entryKey, sameEntry } from './entry.ts';
import { applyIntents, type Intent, intentSchema, intentsHold, invertIntents } from './intent.ts';
import { anyEdit, anyEntry, anyIntents, anyList } from './test-arbitraries.ts';

describe('for any list and any intents, the list afterwards', () => {
  test('brings entries that no intent names back verbatim and in order', () => {
    fc.assert(
      fc.property(anyList, fc.array(anyEdit, { maxLength: 6 }), (before, intents) => {
        const after = applyIntents(before, intents);
        const isNamed = (entry: string) => intents.some((intent) => names(intent, entry));
        const untouched = before.filter(
          (entry) => !isNamed(entry) && !sameEntry(entry, '0.0.0.0/32'),
        );
        expect(after.filter((entry) => !isNamed(entry) && !sameEntry(entry, '0.0.0.0/32'))).toEqual(
          untouched,
        );
      }),
    );
  });

  test('holds nothing that neither Azure held nor an intent added', () => {
    fc.assert(
      fc.property(anyList, anyIntents, (before, intents) => {
        const known = new Set([...before, ...intents.flatMap(added)].map(entryKey));
        for (const entry of applyIntents(before, intents)) expect(known).toContain(entryKey(entry));
      }),
    );
  });

  test('is the same when the intents are carried out twice', () => {
    fc.assert(
      fc.property(anyList, anyIntents, (before, intents) => {
        const after = applyIntents(before, intents);
        expect(keys(applyIntents(after, intents))).toEqual(keys(after));
      }),
    );
  });

  test('lets the last word on an entry win', () => {
    fc.assert(
      fc.property(anyList, fc.array(anyEdit, { minLength: 1, maxLength: 6 }), (before, intents) => {
        const after = applyIntents(before, intents);
        const last = intents.at(-1);
        if (last?.do === 'add')
          expect(after.some((entry) => sameEntry(entry, last.range))).toBe(true);
        if (last?.do === 'remove')
          expect(after.some((entry) => sameEntry(entry, last.entry))).toBe(false);
      }),
    );
  });

  test('intents hold on the list that they made, with the entries in any order', () => {
    fc.assert(
      fc.property(anyList, anyIntents, (before, intents) => {
        const after = applyIntents(before, intents);
        expect(intentsHold(after, intents)).toBe(true);
        expect(intentsHold(after.toReversed(), intents)).toBe(true);
      }),
    );
  });
});

describe('many intents at once', () => {
  const anyStep: fc.Arbitrary<Intent> = fc.oneof(
    { weight: 6, arbitrary: anyEdit },
    { weight: 2, arbitrary: anyEntry.map((entry): Intent => ({ do: 'put-back', entry })) },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Intent>(
        { do: 'add', range: '0.0.0.0/32' },
        { do: 'put-back', entry: '0.0.0.0' },
        { do: 'restrict', ranges: ['73.140.245.0/24', '73.140.245.0/24'] },
        { do: 'open' },
        { do: 'cluster-only' },
      ),
    },
  );

  test('make the list that they make one after the other', () => {
    fc.assert(
      fc.property(anyList, fc.array(anyStep, { maxLength: 12 }), (before, intents) => {
        const oneByOne = intents.reduce((list, intent) => applyIntents(list, [intent]), before);
        expect(applyIntents(before, intents)).toEqual(oneByOne);
      }),
    );
  });

  test.each<[what: string, intentOf: (range: string) => Intent]>([
    ['adds', (range) => ({ do: 'add', range })],
    ['removals', (entry) => ({ do: 'remove', entry })],
    ['entries of Undo', (entry) => ({ do: 'put-back', entry })],
  ])('twice as many %s are at most twice the work', (_, intentOf) => {
    // Each entry that is looked at is trimmed.
    const look = vi.spyOn(String.prototype, 'trim');
    const looksFor = (count: number) => {
      const ranges = (first: number, length: number) =>
        Array.from({ length }, (_each, at) => `20.${first}.${at}.0/24`);
      look.mockClear();
      applyIntents(ranges(0, count), ranges(1, count).map(intentOf));
      return look.mock.calls.length;
    };
    const few = looksFor(100);
    expect(few).toBeGreaterThan(0);
    expect(looksFor(200)).toBeLessThanOrEqual(2 * few);
  });
});

describe('for any list and any intents, Undo', () => {
  test('leads back to the entries from before', () => {
    fc.assert(
      fc.property(anyList, anyIntents, (before, intents) => {
        const after = applyIntents(before, intents);
        expect(keys(applyIntents(after, invertIntents(before, after)))).toEqual(keys(before));
      }),
    );
  });

  test('can be stored', () => {
    fc.assert(
      fc.property(anyList, anyList, (before, after) => {
        for (const intent of invertIntents(before, after)) {
          expect(intentSchema.parse(intent)).toEqual(intent);
        }
      }),
    );
  });
});

function names(intent: Intent, entry: string): boolean {
  if (intent.do === 'add') return sameEntry(intent.range, entry);
  return intent.do === 'remove' && sameEntry(intent.entry, entry);
}

function added(intent: Intent): readonly string[] {
  switch (intent.do) {
    case 'add':
      return [intent.range];
    case 'restrict':
      return intent.ranges;
    case 'cluster-only':
      return ['0.0.0.0/32'];
    case 'put-back':
      return [intent.entry];
    default:
      return [];
  }
}

/** Compares lists as the sets that they are to Azure. */
function keys(entries: readonly string[]): readonly string[] {
  return [...new Set(entries.map(entryKey))].sort();
}
