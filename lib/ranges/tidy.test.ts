import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverageOfEntries } from './coverage.ts';
import { coverageOf, readEntry, sameEntry } from './entry.ts';
import { covers, formatCidr } from './ipv4.ts';
import { packEntries } from './packed-entries.ts';
import { anyList } from './test-arbitraries.ts';
import { tidyOf } from './tidy.ts';

/** The same in texts, in the order of the list. */
function tidyTexts(entries: readonly string[]) {
  const { wide, dead, covered, by, merges } = tidyOf(packEntries(entries));
  const at = (place: number | undefined) => entries[place ?? -1] ?? '';
  return {
    wide: wide.map(at).sort(),
    dead: dead.map(at).sort(),
    covered: covered.map((place, i) => `${at(place)} by ${at(by[i])}`).sort(),
    merges: merges.map(
      ({ into, entries: all }) => `${all.map(at).join(' ')} > ${formatCidr(into)}`,
    ),
  };
}

const nothing = { wide: [], dead: [], covered: [], merges: [] };

describe('a list to tidy', () => {
  test.each<[entries: string[], found: Partial<typeof nothing> | Record<string, string[]>]>([
    [[], {}],
    [['73.140.245.0/24', '193.168.1.0/24', 'AzureCloud', '2001:db8::/32'], {}],
    [['80.0.0.0/15', '73.140.0.0/16'], { wide: ['80.0.0.0/15'] }],
    [['0.0.0.0/0', '73.140.245.0/24'], { wide: ['0.0.0.0/0'] }],
    [['10.0.0.0/8', '192.168.0.0/16'], { dead: ['10.0.0.0/8', '192.168.0.0/16'] }],
    [['168.63.129.16', '168.63.129.17'], { dead: ['168.63.129.16'] }],
    [['0.0.0.0/32'], {}],
    [['10.0.0.0/9', '10.128.0.0/9'], { dead: ['10.0.0.0/9', '10.128.0.0/9'] }],
    [
      ['73.140.245.7', '73.140.245.0/24', '73.140.0.0/16'],
      { covered: ['73.140.245.0/24 by 73.140.0.0/16', '73.140.245.7 by 73.140.245.0/24'] },
    ],
    // The very wide one is to go, and these may be what should stay.
    [['73.0.0.0/8', '73.140.245.0/24'], { wide: ['73.0.0.0/8'] }],
    // The same to Azure: removing one by its name would remove both.
    [['81.2.69.142', '81.2.69.142/32', '81.2.69.142/32'], {}],
    [['73.140.245.9/24', '73.140.245.0/24'], { covered: ['73.140.245.9/24 by 73.140.245.0/24'] }],
    // What Azure makes of host bits is not known: this one may let in its one address only.
    [['73.140.245.7/24', '73.140.245.9', '73.140.245.9/24'], {}],
    [
      ['73.140.0.0/16', '73.140.245.7/24', '73.140.245.9'],
      { covered: ['73.140.245.7/24 by 73.140.0.0/16', '73.140.245.9 by 73.140.0.0/16'] },
    ],
    [
      ['193.168.1.128/25', '193.168.1.0/25'],
      { merges: ['193.168.1.0/25 193.168.1.128/25 > 193.168.1.0/24'] },
    ],
    [
      ['193.168.1.0/26', '193.168.1.64/26', '193.168.1.128/25', '194.168.1.0/32', '194.168.1.1'],
      {
        merges: [
          '193.168.1.0/26 193.168.1.64/26 193.168.1.128/25 > 193.168.1.0/24',
          '194.168.1.0/32 194.168.1.1 > 194.168.1.0/31',
        ],
      },
    ],
    // Neighbours, but no halves of one range.
    [['193.168.1.0/24', '193.168.2.0/24'], {}],
    // Two of /16 would be a very wide entry.
    [['73.140.0.0/16', '73.141.0.0/16'], {}],
    // What Azure makes of host bits is not known.
    [['193.168.1.128/25', '193.168.1.7/25'], {}],
    [['AzureCloud', 'AzureCloud'], {}],
  ])('%j', (entries, found) => {
    expect(tidyTexts(entries)).toEqual({ ...nothing, ...found });
  });

  test('names what comparing each entry with each other does', () => {
    fc.assert(
      fc.property(anyList, (entries) => {
        const { wide, dead, covered } = tidyTexts(entries);
        const naive = naively(entries);
        expect({ wide, dead }).toEqual({ wide: naive.wide, dead: naive.dead });
        expect(new Set(covered.map((text) => text.split(' by ')[0]))).toEqual(naive.covered);
      }),
      { numRuns: 500 },
    );
  });

  test('admits the same addresses once what is covered is gone and what is adjacent is one', () => {
    fc.assert(
      fc.property(anyList, (entries) => {
        const { covered, merges } = tidyOf(packEntries(entries));
        const gone = [...covered, ...merges.flatMap((merge) => merge.entries)];
        // As an intent does it: by name, and so whatever is the same to Azure.
        const names = gone.map((place) => entries[place] ?? '');
        const kept = entries.filter((entry) => !names.some((name) => sameEntry(name, entry)));
        const left = [...kept, ...merges.map(({ into }) => formatCidr(into))];
        expect(coverageOfEntries(left)).toEqual(coverageOfEntries(entries));
        expect(left.length).toBeLessThanOrEqual(entries.length);
        expect(tidyTexts(left)).toMatchObject({ merges: [], covered: [] });
      }),
      { numRuns: 500 },
    );
  });

  test('looks at long lists too', () => {
    const entries = Array.from({ length: 2000 }, (_, i) => `193.168.${i >> 8}.${i & 255}`);
    const { merges } = tidyOf(packEntries(entries));
    expect(merges.map(({ into }) => formatCidr(into))).toEqual([
      ...['193.168.0.0/22', '193.168.4.0/23', '193.168.6.0/24', '193.168.7.0/25'],
      ...['193.168.7.128/26', '193.168.7.192/28'],
    ]);
  });
});

function naively(entries: readonly string[]) {
  const all = entries.map((text) => ({ text, notes: readEntry(text).notes }));
  const ranged = all.flatMap((each) => {
    const range = coverageOf(each.text);
    return range ? [{ ...each, range }] : [];
  });
  const isDead = ({ notes, text }: (typeof all)[number]) =>
    notes.includes('special-purpose') || /^168\.63\.129\.16(\/32)?$/.test(text.trim());
  const alive = ranged.filter((each) => !isDead(each));
  const covered = alive.filter((inner) =>
    alive.some(
      (outer) =>
        !sameEntry(outer.text, inner.text) &&
        outer.range.prefixBits >= 16 &&
        !outer.notes.includes('host-bits') &&
        covers(outer.range, inner.range),
    ),
  );
  return {
    wide: alive
      .filter(({ range }) => range.prefixBits < 16)
      .map(({ text }) => text)
      .sort(),
    dead: ranged
      .filter(isDead)
      .map(({ text }) => text)
      .sort(),
    covered: new Set(covered.map(({ text }) => text)),
  };
}
