import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyEdit, anyIntents, anyList } from './arbitraries.ts';
import { entryKey, sameEntry } from './entry.ts';
import { applyIntents, type Intent, intentSchema, intentsHold, invertIntents } from './intent.ts';

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
