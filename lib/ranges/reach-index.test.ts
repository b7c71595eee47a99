import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Access, accesses } from './access.ts';
import { coverageOf } from './entry.ts';
import { type Cidr, formatCidr } from './ipv4.ts';
import { packEntries } from './packed-entries.ts';
import { joinReaches, reachKinds, reachOf } from './reach.ts';
import { buildReachIndex, kindsForAddress } from './reach-index.ts';
import { anyAddress, anyCidr, anyEntry, anyList } from './test-arbitraries.ts';

type Listed = { readonly access: Access; readonly entries: readonly string[] };

const indexOf = (lists: readonly Listed[]) =>
  buildReachIndex(lists.map(({ access, entries }) => ({ access, entries: packEntries(entries) })));

const restricted = (...entries: readonly string[]): Listed => ({ access: 'restricted', entries });

/** What the index says of every list, and what `reachOf` says of each by itself. */
function bothAnswers(lists: readonly Listed[], whos: readonly Cidr[]) {
  const answers = indexOf(lists).ask(whos);
  return {
    kinds: [...answers.kinds].map((number) => reachKinds[number]),
    index: lists.map((_, list) => answers.reachOf(list)),
    each: lists.map(({ access, entries }) =>
      joinReaches(whos.map((who) => reachOf(who, access, entries))),
    ),
  };
}

/** Mostly ranges that have to do with the entries: the entries' own, and those around and inside them. */
const anyFleet = fc.array(
  fc.record({
    access: fc.oneof(
      { weight: 4, arbitrary: fc.constant<Access>('restricted') },
      fc.constantFrom(...accesses),
    ),
    entries: anyList,
  }),
  { maxLength: 8 },
);
const anyQuestion = fc.oneof(
  anyCidr,
  anyEntry.map(coverageOf).filter((range) => range !== undefined),
);

describe('the index over a whole fleet', () => {
  test('says of every list what the list by itself says', () => {
    fc.assert(
      fc.property(anyFleet, anyQuestion, (lists, who) => {
        const { kinds, index, each } = bothAnswers(lists, [who]);
        expect(index).toEqual(each);
        expect(kinds).toEqual(each.map(({ kind }) => kind));
      }),
      { numRuns: 1_000 },
    );
  });

  test('says it of several ranges asked together', () => {
    const questions = fc.array(anyQuestion, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(anyFleet, questions, (lists, whos) => {
        const { kinds, index, each } = bothAnswers(lists, whos);
        expect(index).toEqual(each);
        expect(kinds).toEqual(each.map(({ kind }) => kind));
      }),
    );
  });

  test('is no other than what the lists say without it', () => {
    fc.assert(
      fc.property(anyFleet, anyAddress, (lists, address) => {
        const packed = lists.map(({ access, entries }) => ({
          access,
          entries: packEntries(entries),
        }));
        const { kinds } = buildReachIndex(packed).ask({ network: address, prefixBits: 32 });
        expect(kindsForAddress(packed, address)).toEqual(kinds);
      }),
    );
  });

  test.each<[what: string, who: string, entries: readonly string[], said: object]>([
    ['the first address', '0.0.0.0', ['0.0.0.0/8'], { kind: 'admitted', by: '0.0.0.0/8' }],
    ['the last address', '255.255.255.255', ['255.255.255.255'], { kind: 'admitted' }],
    ['all there is, in halves', '0.0.0.0/0', ['128.0.0.0/1', '0.0.0.0/1'], { kind: 'admitted' }],
    ['all but the last', '0.0.0.0/0', ['0.0.0.0/1', '128.0.0.0/2'], { kind: 'partly' }],
    ['all but the first', '10.0.0.0/30', ['10.0.0.1', '10.0.0.2/31'], { kind: 'partly' }],
    ['a gap in between', '10.0.0.0/30', ['10.0.0.0', '10.0.0.2/31'], { kind: 'partly' }],
    [
      'what others hold',
      '10.0.0.0/30',
      ['10.0.0.0/31', '10.0.0.1', '10.0.0.2/31'],
      { kind: 'admitted' },
    ],
    [
      'the first of two that are equal',
      '10.0.0.1',
      ['10.0.0.1/24', '10.0.0.0/24'],
      { by: '10.0.0.1/24' },
    ],
    [
      'a tag where nothing else is',
      '10.0.0.1',
      ['::/0', 'AzureCloud'],
      { kind: 'unknown', dependsOn: 'AzureCloud' },
    ],
  ])('knows %s', (_, who, entries, said) => {
    const range = coverageOf(who);
    if (!range) throw new Error(`${who} is no range`);
    const { kinds, index, each } = bothAnswers([restricted(), restricted(...entries)], [range]);
    expect(index[1]).toMatchObject(said);
    expect(index).toEqual(each);
    expect(kinds).toEqual(each.map(({ kind }) => kind));
  });

  test('names the ranges that most restricted lists hold, each list counted once', () => {
    const lists = [
      restricted('194.168.1.0/24', '194.168.1.7/24', '81.2.69.142', 'AzureCloud'),
      restricted('81.2.69.142/32', '73.140.245.0/24'),
      restricted('73.140.245.0/24', '193.168.1.0/24', '81.2.69.142/32'),
      { access: 'private', entries: ['193.168.1.0/24'] } as const,
    ];
    const said = (most: number) =>
      indexOf(lists)
        .commonest(most)
        .map((each) => `${formatCidr(each.range)} in ${each.lists}`);
    expect(said(3)).toEqual(['81.2.69.142/32 in 3', '73.140.245.0/24 in 2', '193.168.1.0/24 in 1']);
    expect(said(9)).toHaveLength(4);
    expect(said(0)).toEqual([]);
  });

  test('is empty where the fleet is', () => {
    expect([...indexOf([]).ask({ network: 1, prefixBits: 32 }).kinds]).toEqual([]);
  });
});
