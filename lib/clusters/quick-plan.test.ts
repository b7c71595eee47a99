import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingWords, judge } from '#lib/ranges/findings';
import { applyIntents, type Intent, intentsHold } from '#lib/ranges/intent';
import { row } from './builders.ts';
import { quickPlan } from './quick-plan.ts';

const wanted = '81.2.69.142/32';
const remove = (entry: string): Intent => ({ do: 'remove', entry });
const ranges = ['73.140.245.0/24', '193.168.1.0/24', wanted, '0.0.0.0/1', '128.0.0.0/1'];
const oddities = [
  ...['81.2.69.142', '193.168.1.7/24', 'AzureDevOps', ' 73.140.245.0/24', 'office'],
  ...['10.0.0.0/8', '0.0.0.0/32'],
];

test('says by numbers what it says by text', () => {
  const entry = fc.constantFrom(...ranges, ...oddities);
  const intent = fc.oneof(
    fc.constantFrom(...ranges).map((range): Intent => ({ do: 'add', range })),
    entry.map(remove),
  );
  const lists = fc.array(entry, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(lists, fc.array(intent, { minLength: 1, maxLength: 3 }), (entries, intents) => {
      const one = row({ entries });
      const added = quickPlan(intents)(one);
      fc.pre(added !== undefined);
      const after = applyIntents(entries, intents);
      expect(after).toHaveLength(entries.length + (added ?? 0));
      expect(intentsHold(entries, intents)).toBe(added === 0);
      const judged = judge({
        ...{ before: entries, after, accessBefore: one.access, own: '81.2.69.142', limit: 200 },
        egress: { addresses: [], unknown: [] },
      });
      expect(judged.filter((each) => findingWords(each).needsConfirmation)).toEqual([]);
    }),
  );
});
