import { expect, test } from 'vitest';
import { typedRemovals } from './typed-removals.ts';

test.each<[text: string, entries: readonly string[]]>([
  ['', []],
  ['73.140.245.0/24\n81.2.69.142\r\n', ['73.140.245.0/24', '81.2.69.142']],
  ['73.140.245.0/24, 81.2.69.142; AzureCloud', ['73.140.245.0/24', '81.2.69.142', 'AzureCloud']],
  ['73.140.245.0/24 81.2.69.142/32', ['73.140.245.0/24', '81.2.69.142/32']],
  ['73.140.245.0/24 # bob', ['73.140.245.0/24']],
  ['"73.140.245.0/24"', ['73.140.245.0/24']],
  ['["73.140.245.0/24", "81.2.69.142"]', ['73.140.245.0/24', '81.2.69.142']],
  ['73.140.245.0/24\u200b', ['73.140.245.0/24']],
  ['\ufeff73.140.245.0/24', ['73.140.245.0/24']],
  ['73.140.245.0-73.140.245.255', ['73.140.245.0/24']],
  // These may stand in a list just so.
  ['73.140.245.7/24', ['73.140.245.7/24']],
  ['2001:db8::/32', ['2001:db8::/32']],
  ['10.0.0.0/8', ['10.0.0.0/8']],
  ['something newer', ['something newer']],
  ['81.2.69.142 bob', ['81.2.69.142 bob']],
  ['# bob', ['# bob']],
])('reads %j', (text, entries) => {
  expect(typedRemovals(text, [])).toEqual(entries);
});

test('leaves an entry alone that is known to stand in a list just so', () => {
  const strange = '"73.140.245.0/24"';
  expect(typedRemovals(`${strange}\n"81.2.69.142"`, [strange])).toEqual([strange, '81.2.69.142']);
});

test.each([
  ['one a line', '\n'],
  ['on one line', ' '],
])('takes none of more entries than are read at once, %s', (_, between) => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => `20.1.${at >> 8}.${at & 255}`).join(between);
  expect(typedRemovals(many(5_000), [])).toHaveLength(5_000);
  expect(typedRemovals(many(5_001), [])).toBeUndefined();
});
