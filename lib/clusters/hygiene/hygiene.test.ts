import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { row } from '#lib/clusters/test-kit';
import { coverageOfEntries } from '#lib/ranges/coverage';
import { coverageOf, readEntry, sameEntry } from '#lib/ranges/entry';
import { applyIntents, type Intent } from '#lib/ranges/intent';
import { anyEntry } from '#lib/ranges/test-arbitraries';
import { hygieneOf } from './hygiene.ts';
import { additionsOf, removalsOf } from './tidy-line.ts';
import { tidyLines } from './tidy-lines.ts';
import { whereStands } from './where-stands.ts';

const names = ['aks-a', 'aks-b', 'aks-c', 'aks-d', 'aks-e', 'aks-f'];

function fleet(...lists: readonly (readonly string[])[]) {
  return lists.map((entries, at) => row({ name: names[at] ?? `aks-${at}`, entries }));
}

const anyFleet = fc
  .array(fc.array(anyEntry, { minLength: 1, maxLength: 8 }), { maxLength: 12 })
  .map((lists) => fleet(...lists));

describe('the figures', () => {
  test('count entries and their clusters by finding', () => {
    const rows = [
      ...fleet(
        ['80.0.0.0/8', '10.0.0.0/8', '73.140.245.0/24'],
        ['73.140.245.0/24', '73.140.245.7', '193.168.1.0/25', '193.168.1.128/25'],
        Array.from({ length: 180 }, (_, i) => `193.168.${i}.0/32`),
        Array.from({ length: 200 }, (_, i) => `194.168.${i}.0/32`),
      ),
      row({ entries: [], source: 'direct' }),
      row({ entries: [], source: 'resource-graph', properties: { apiServerAccessProfile: {} } }),
    ];
    expect(hygieneOf(rows)).toEqual({
      clusters: 6,
      open: 2,
      openUnconfirmed: 1,
      wide: { entries: 1, clusters: 1 },
      dead: { entries: 1, clusters: 1 },
      covered: { entries: 1, clusters: 1 },
      adjacent: { entries: 2, clusters: 1, saved: 1 },
      shared: { addresses: 0, most: 0 },
      full: { clusters: 2, full: 1 },
    });
  });

  test('leave out lists that decide nothing, and what stays once an open cluster is closed', () => {
    const list = ['10.0.0.0/8', '73.140.245.0/24', '73.140.245.7'];
    const rows = [
      row({ entries: list, properties: { publicNetworkAccess: 'Disabled' } }),
      row({ entries: [...list, '0.0.0.0/0'] }),
      row({ entries: ['0.0.0.0/32'] }),
    ];
    expect(hygieneOf(rows)).toMatchObject({
      open: 1,
      wide: { entries: 1, clusters: 1 },
      dead: { entries: 0 },
      covered: { entries: 0 },
    });
  });

  test('find the single addresses on many clusters that counting one by one finds', () => {
    const few = fc.constantFrom(
      '81.2.69.142',
      '81.2.69.142/32',
      '193.168.1.7/32',
      '73.140.245.0/24',
    );
    const lists = fc.array(fc.array(few, { minLength: 1, maxLength: 4 }), { maxLength: 9 });
    fc.assert(
      fc.property(lists, (all) => {
        const rows = fleet(...all);
        const naive = ['193.168.1.7/32', '81.2.69.142/32'].flatMap((entry) => {
          const on = rows.filter(({ entries }) => entries.some((each) => sameEntry(each, entry)));
          return on.length >= 5 ? [[entry, on]] : [];
        });
        const lines = tidyLines(rows, 'shared').map(({ key, rows: on }) => [key, on]);
        expect(lines.toSorted()).toEqual(naive.toSorted());
      }),
    );
  });
});

describe('the lines', () => {
  test('put clusters that lack the same care together, the most first', () => {
    const rows = fleet(
      ['73.140.245.0/24', '73.140.245.7', '73.140.245.8'],
      ['73.140.245.8', '73.140.245.7', '73.140.245.0/24', '193.168.1.0/24'],
      ['194.168.1.0/24', '194.168.1.7'],
    );
    expect(
      tidyLines(rows, 'covered').map((line) => [
        line.parts.map(({ entries, words }) => `${entries} ${words}`),
        line.rows.map(({ id }) => id.name),
      ]),
    ).toEqual([
      [
        ['73.140.245.7 is in 73.140.245.0/24', '73.140.245.8 is in 73.140.245.0/24'],
        ['aks-a', 'aks-b'],
      ],
      [['194.168.1.7 is in 194.168.1.0/24'], ['aks-c']],
    ]);
  });

  test('judge each very wide entry by itself', () => {
    const rows = fleet(['80.0.0.0/8', '193.0.0.0/8'], ['80.0.0.0/8']);
    expect(
      tidyLines(rows, 'wide').map(({ key, parts, rows: on }) => [key, parts[0]?.words, on.length]),
    ).toEqual([
      ['80.0.0.0/8', '16,777,216 addresses', 2],
      ['193.0.0.0/8', '16,777,216 addresses', 1],
    ]);
  });

  test('say why nobody comes from there', () => {
    const [line] = tidyLines(fleet(['10.0.0.0/8', '168.63.129.16', '73.140.245.0/24']), 'dead');
    expect(line?.parts.map(({ words }) => words)).toEqual(['Private-Use', 'Azure’s own platform']);
  });

  test('hold each finding of each cluster once, and admit the same addresses when carried out', () => {
    fc.assert(
      fc.property(anyFleet, (rows) => {
        const hygiene = hygieneOf(rows);
        for (const finding of ['covered', 'adjacent', 'dead', 'wide'] as const) {
          const lines = tidyLines(rows, finding);
          expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
          const clusters = new Set(lines.flatMap((line) => line.rows));
          expect(clusters.size).toBe(hygiene[finding].clusters);
          if (finding === 'dead' || finding === 'wide') continue;
          for (const line of lines) {
            const intents: Intent[] = [
              ...removalsOf(line).map((entry): Intent => ({ do: 'remove', entry })),
              ...additionsOf(line).map((range): Intent => ({ do: 'add', range })),
            ];
            for (const { entries } of line.rows) {
              const after = applyIntents(entries, intents);
              expect(coverageOfEntries(after)).toEqual(coverageOfEntries(entries));
              expect(after.length).toBeLessThan(entries.length);
            }
          }
        }
      }),
    );
  });
});

describe('where an entry stands', () => {
  test.each<
    [text: string, lists: string[][], found: [entry: string, on: string, still: number] | undefined]
  >([
    [
      '81.2.69.142',
      [['81.2.69.142/32'], ['81.2.69.142', '81.2.69.0/24'], ['81.2.69.0/24']],
      ['81.2.69.142/32', 'aks-a aks-b', 1],
    ],
    [' azurecloud ', [['AzureCloud'], ['73.140.245.0/24']], ['azurecloud', 'aks-a', 0]],
    [
      '73.140.245.9/24',
      [['73.140.245.0/24'], ['73.140.245.9/24']],
      ['73.140.245.9/24', 'aks-b', 0],
    ],
    ['73.140.245.0/24', [['73.140.245.9/24']], ['73.140.245.0/24', '', 0]],
    ['something newer', [['something newer']], ['something newer', 'aks-a', 0]],
    ['', [['73.140.245.0/24']], undefined],
    ['0.0.0.0/32', [['0.0.0.0/32']], undefined],
  ])('%j', (text, lists, found) => {
    const standing = whereStands(fleet(...lists), text);
    const on = standing?.rows.map(({ id }) => id.name).join(' ');
    expect(standing && [standing.entry, on, standing.stillAdmitted]).toEqual(found);
  });

  test('is where comparing each entry finds it', () => {
    fc.assert(
      fc.property(anyFleet, anyEntry, (rows, entry) => {
        const used = rows.filter(({ access }) => access === 'restricted' || access === 'open');
        const naive = used.filter(({ entries }) => entries.some((each) => sameEntry(each, entry)));
        const standing = whereStands(rows, entry);
        expect(standing?.rows).toEqual(naive);
        const range = coverageOf(entry);
        const still = naive.filter(({ entries }) => {
          const others = entries.filter((each) => !sameEntry(each, entry));
          return range && others.some((each) => isAround(each, entry));
        });
        expect(standing?.stillAdmitted).toBe(still.length);
      }),
    );
  });
});

function isAround(outer: string, inner: string): boolean {
  const [around, within] = [readEntry(outer).range, readEntry(inner).range];
  if (!around || !within) return false;
  const size = 2 ** (32 - around.prefixBits);
  return (
    around.prefixBits <= within.prefixBits &&
    within.network >= around.network &&
    within.network < around.network + size
  );
}
