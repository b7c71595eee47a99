import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withEntries } from '#lib/clusters/lazy-entries';
import { row } from '#lib/clusters/test-kit';
import { findingWords } from '#lib/ranges/finding-words';
import { judge } from '#lib/ranges/findings';
import { applyIntents, type Intent, intentsHold } from '#lib/ranges/intent';
import { overLimit } from '#lib/ranges/limit';
import { packEntries } from '#lib/ranges/packed-entries';
import { quickPlan } from './quick-plan.ts';
import { planBatch } from './test-plan.ts';

const wanted = '81.2.69.142/32';
const addOf = (range: string): Intent => ({ do: 'add', range });
const remove = (entry: string): Intent => ({ do: 'remove', entry });
const ranges = ['73.140.245.0/24', '193.168.1.0/24', wanted, '0.0.0.0/1', '128.0.0.0/1'];
const oddities = [
  ...['81.2.69.142', '193.168.1.7/24', 'AzureDevOps', ' 73.140.245.0/24', 'office'],
  ...['10.0.0.0/8', '0.0.0.0/32'],
];

test('says by numbers what it says by text', () => {
  const entry = fc.constantFrom(...ranges, ...oddities);
  const intent = fc.oneof(fc.constantFrom(...ranges).map(addOf), entry.map(remove));
  const lists = fc.array(entry, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(lists, fc.array(intent, { minLength: 1, maxLength: 3 }), (entries, intents) => {
      const one = row({ entries });
      const added = quickPlan(intents).added(one);
      fc.pre(added !== undefined);
      const after = applyIntents(entries, intents);
      expect(after).toHaveLength(entries.length + (added ?? 0));
      expect(intentsHold(entries, intents)).toBe(added === 0);
      const judged = judge({
        before: entries,
        after,
        accessBefore: one.access,
        own: '81.2.69.142',
        limit: 200,
        egress: { addresses: [], unknown: [] },
        hasFailed: false,
      });
      expect(judged.filter((each) => findingWords(each).needsConfirmation)).toEqual([]);
    }),
  );
});

test('says by numbers which lists would be too long', () => {
  const some = (first: number, length: number) =>
    Array.from({ length }, (_, at) => `20.${first}.${at}.0/24`);
  const entry = fc.constantFrom(...ranges, ...oddities);
  const intent = fc.oneof(fc.constantFrom(...ranges).map(addOf), entry.map(remove));
  const list = fc
    .tuple(fc.constantFrom(0, 197, 200), fc.array(entry, { maxLength: 4 }))
    .map(([length, entries]) => [...some(0, length), ...entries]);
  const intents = fc
    .tuple(fc.constantFrom(0, 0, 199, 200), fc.array(intent, { minLength: 1, maxLength: 3 }))
    .map(([length, edits]) => [...edits, ...some(1, length).map(addOf)]);
  fc.assert(
    fc.property(list, intents, (before, edits) => {
      const { leftOut } = planBatch([row({ entries: before })], edits, {});
      const isTooLong = overLimit(before, applyIntents(before, edits), 200);
      expect(leftOut.some(({ title }) => title === 'The list would be too long')).toBe(isTooLong);
    }),
  );
});

test('makes no text of a list that would be too long, however it is edited', () => {
  const unreadable = (entries: readonly string[]) =>
    new Proxy(withEntries({ ...row({ entries }) }, packEntries(entries)), {
      get(target, key, self) {
        if (key === 'entries') throw new Error('Thousands of these take seconds');
        return Reflect.get(target, key, self);
      },
    });
  const rows = [['73.140.245.0/24', wanted], [], ['0.0.0.0/32']].map(unreadable);
  const adds = Array.from({ length: 201 }, (_, at) => addOf(`20.0.${at}.0/24`));
  const { leftOut } = planBatch(rows, [remove(wanted), ...adds], {});
  expect(leftOut).toMatchObject([{ title: 'The list would be too long', lines: { length: 3 } }]);
});
