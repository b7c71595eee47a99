import fc from 'fast-check';
import { expect, test } from 'vitest';
import { row } from '#lib/clusters/test-kit';
import { sameEntry } from '#lib/ranges/entry';
import { anyEntry, anyList } from '#lib/ranges/test-arbitraries';
import { standNowhere } from './stand-nowhere.ts';

const rows = [['73.140.245.0/24', '81.2.69.142'], [], ['AzureCloud', ' 193.168.1.0/24']].map(
  (entries) => row({ entries }),
);

test.each<[entry: string, standsNowhere: boolean]>([
  ['73.140.245.0/24', false],
  ['81.2.69.142/32', false],
  ['azurecloud', false],
  ['193.168.1.0/24', false],
  ['73.140.245.7/24', true],
  ['73.140.245.0/24 # bob', true],
  ['"73.140.245.0/24"', true],
  ['73.140.245.0/25', true],
])('looks for %s in every list; stands nowhere: %s', (entry, standsNowhere) => {
  expect(standNowhere(rows, [entry])).toEqual(standsNowhere ? [entry] : []);
});

test('names what no list holds, as it was written', () => {
  const entries = fc.array(anyEntry, { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(anyList, { maxLength: 4 }), entries, (lists, asked) => {
      const isSomewhere = (entry: string) =>
        lists.some((list) => list.some((each) => sameEntry(each, entry)));
      const listed = lists.map((each) => ({ entries: each }));
      expect(standNowhere(listed, asked)).toEqual(asked.filter((entry) => !isSomewhere(entry)));
    }),
  );
});
