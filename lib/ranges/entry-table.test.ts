import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEntry, sameEntry } from './entry.ts';
import { describeEntries } from './entry-table.ts';
import { covers } from './ipv4.ts';
import { anyList } from './test-arbitraries.ts';

describe('the rows of the Entries table', () => {
  test('stand in the order of the list, each with its place', () => {
    const entries = ['81.2.69.142', 'AzureCloud', '73.140.245.0/24'];
    expect(describeEntries(entries).map(({ index, text }) => [index, text])).toEqual([
      [0, '81.2.69.142'],
      [1, 'AzureCloud'],
      [2, '73.140.245.0/24'],
    ]);
  });

  test('name the narrowest entry around', () => {
    const rows = describeEntries(['73.140.245.7/32', '73.140.0.0/16', '73.140.245.0/24']);
    expect(rows.map(({ coveredBy }) => coveredBy)).toEqual([
      '73.140.245.0/24',
      undefined,
      '73.140.0.0/16',
    ]);
  });

  test('point at the first of several that are the same', () => {
    const rows = describeEntries([
      '81.2.69.142/32',
      '73.140.245.0/24',
      '81.2.69.142',
      'azurecloud',
      'AzureCloud',
    ]);
    expect(rows.map(({ duplicateOf }) => duplicateOf)).toEqual([
      undefined,
      undefined,
      0,
      undefined,
      3,
    ]);
    expect(rows[2]?.coveredBy).toBeUndefined();
  });

  test('call an entry with host bits covered by the range it lies in', () => {
    const rows = describeEntries(['137.117.106.90/29', '137.117.106.88/29', '137.117.106.91/29']);
    expect(rows.map(({ coveredBy }) => coveredBy)).toEqual([
      undefined,
      '137.117.106.90/29',
      '137.117.106.90/29',
    ]);
  });

  test('agree with looking at every pair', () => {
    fc.assert(
      fc.property(anyList, (entries) => {
        const rows = describeEntries(entries);
        expect(rows.map(({ text }) => text)).toEqual(entries);
        for (const row of rows) {
          const first = entries.findIndex((entry) => sameEntry(entry, row.text));
          expect(row.duplicateOf).toBe(first === row.index ? undefined : first);
          const { coveredBy, range } = row;
          if (coveredBy !== undefined) expect(holds(coveredBy, row.text)).toBe(true);
          const isHeld = entries.some(
            (other) => !sameEntry(other, row.text) && isWider(other, row.text),
          );
          if (range && row.duplicateOf === undefined && isHeld) expect(coveredBy).toBeDefined();
        }
      }),
    );
  });

  test('are ready for 2,000 entries', () => {
    const entries = Array.from({ length: 2_000 }, (_, i) => `73.${i >> 8}.${i & 255}.0/24`);
    const rows = describeEntries(['73.0.0.0/8', ...entries]);
    expect(rows.slice(1).every(({ coveredBy }) => coveredBy === '73.0.0.0/8')).toBe(true);
  });
});

function holds(outer: string, inner: string): boolean {
  const [a, b] = [readEntry(outer).range, readEntry(inner).range];
  return a !== undefined && b !== undefined && covers(a, b);
}

function isWider(outer: string, inner: string): boolean {
  return holds(outer, inner) && !holds(inner, outer);
}
