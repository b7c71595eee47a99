import { describe, expect, test } from 'vitest';
import { accessOfEntries } from './access.ts';
import {
  applyIntents,
  askedIntentsSchema,
  type Intent,
  intentsHold,
  invertIntents,
} from './intent.ts';

const office = '73.140.245.0/24';
const home = '81.2.69.142/32';
const lab = '137.117.106.88/29';
const add = (range: string): Intent => ({ do: 'add', range });
const remove = (entry: string): Intent => ({ do: 'remove', entry });

describe('the list after intents', () => {
  const cases: readonly [what: string, before: string[], intents: Intent[], after: string[]][] = [
    ['adds at the end, in the order asked', [lab], [add(home), add(office)], [lab, home, office]],
    ['adds nothing twice', [office], [add(office), add(home), add(home)], [office, home]],
    ['takes a bare address for its /32', ['81.2.69.142'], [add(home)], ['81.2.69.142']],
    [
      'adds what a wider entry covers already',
      [office],
      [add('73.140.245.7/32')],
      [office, '73.140.245.7/32'],
    ],
    [
      'keeps what it does not understand',
      ['AzureCloud', '::1', '?'],
      [add(home)],
      ['AzureCloud', '::1', '?', home],
    ],
    [
      'removes every spelling of an entry',
      [home, office, '81.2.69.142'],
      [remove('81.2.69.142')],
      [office],
    ],
    [
      'removes a service tag in whatever case',
      ['AzureCloud', home],
      [remove('azurecloud')],
      [home],
    ],
    [
      'removes an entry with host bits by its own text only',
      ['137.117.106.90/29', lab],
      [remove(lab)],
      ['137.117.106.90/29'],
    ],
    ['removes what nobody understands', ['?', home], [remove('?')], [home]],
    [
      'swaps an address in one go',
      [office, home],
      [remove(home), add('193.168.1.7/32')],
      [office, '193.168.1.7/32'],
    ],
    ['leaves nothing when the last entry goes', [home], [remove(home)], []],
    ['drops 0.0.0.0/32 for the first entry', ['0.0.0.0/32'], [add(home)], [home]],
    [
      'keeps 0.0.0.0/32 when a removal names something else',
      ['0.0.0.0/32'],
      [remove(home)],
      ['0.0.0.0/32'],
    ],
    [
      'leaves a list that Azure should not have taken as it is',
      ['0.0.0.0/32', office],
      [add(home)],
      ['0.0.0.0/32', office, home],
    ],
    [
      'restricts an open cluster to the ranges',
      [],
      [{ do: 'restrict', ranges: [home, office] }],
      [home, office],
    ],
    [
      'restricts by taking out what makes a list open',
      ['0.0.0.0/0', office, 'AzureCloud'],
      [{ do: 'restrict', ranges: [home] }],
      [office, 'AzureCloud', home],
    ],
    [
      'restricts a list that is open in two halves',
      ['0.0.0.0/1', '128.0.0.0/1', lab],
      [{ do: 'restrict', ranges: [home] }],
      [lab, home],
    ],
    [
      'restricts to one of the halves when that is asked',
      ['0.0.0.0/1', '128.0.0.0/1'],
      [{ do: 'restrict', ranges: ['0.0.0.0/1'] }],
      ['0.0.0.0/1'],
    ],
    [
      "keeps a colleague's entries where the cluster was restricted meanwhile",
      [lab],
      [{ do: 'restrict', ranges: [home] }],
      [lab, home],
    ],
    [
      'restricts a cluster-only cluster',
      ['0.0.0.0/32'],
      [{ do: 'restrict', ranges: [home] }],
      [home],
    ],
    ['opens by leaving nothing', [office, home], [{ do: 'open' }], []],
    [
      'leaves an open list alone when asked to open',
      ['0.0.0.0/0'],
      [{ do: 'open' }],
      ['0.0.0.0/0'],
    ],
    ['closes to cluster only', [office, 'AzureCloud'], [{ do: 'cluster-only' }], ['0.0.0.0/32']],
    [
      'leaves cluster-only alone when asked for it',
      ['0.0.0.0'],
      [{ do: 'cluster-only' }],
      ['0.0.0.0'],
    ],
    [
      'puts an entry back verbatim',
      [office],
      [{ do: 'put-back', entry: 'AzureCloud' }],
      [office, 'AzureCloud'],
    ],
    [
      'puts 0.0.0.0/32 back only where it can stand alone',
      [office],
      [{ do: 'put-back', entry: '0.0.0.0/32' }],
      [office],
    ],
  ];

  test.each(cases)('%s', (_, before, intents, after) => {
    expect(applyIntents(before, intents)).toEqual(after);
  });
});

describe('reading back', () => {
  test.each<[what: string, list: string[], intents: Intent[]]>([
    ['an added range is missing', [office], [add(home)]],
    ['a removed entry is there', [office, '81.2.69.142'], [remove(home)]],
    ['an added range stands beside the removed one', [home], [remove(home), add(office)]],
    ['a restricted cluster is open', [], [{ do: 'restrict', ranges: [home] }]],
    [
      'a restricted cluster is open by another entry',
      [home, '0.0.0.0/0'],
      [{ do: 'restrict', ranges: [home] }],
    ],
    ['an opened cluster has a list', [home], [{ do: 'open' }]],
    ['a closed cluster has another entry', ['0.0.0.0/32', home], [{ do: 'cluster-only' }]],
  ])('intents do not hold where %s', (_, list, intents) => {
    expect(intentsHold(list, intents)).toBe(false);
  });

  test('intents hold whatever others added', () => {
    expect(intentsHold([lab, '81.2.69.142', 'AzureCloud'], [add(home), remove(office)])).toBe(true);
  });

  test('an open list by 0.0.0.0/0 is open already', () => {
    expect(intentsHold(['0.0.0.0/0'], [{ do: 'open' }])).toBe(true);
  });
});

describe('Undo', () => {
  test.each<[what: string, before: string[], after: string[], intents: Intent[]]>([
    ['removes what was added', [office], [office, home], [remove(home)]],
    ['adds what was removed', [office, home], [office], [add(home)]],
    [
      'puts back what nobody may add',
      ['AzureCloud', '0.0.0.0/0'],
      ['AzureCloud'],
      [{ do: 'put-back', entry: '0.0.0.0/0' }],
    ],
    ['does nothing where only the spelling changed', ['81.2.69.142'], [home], []],
    [
      'closes to cluster only again',
      ['0.0.0.0/32'],
      [home],
      [remove(home), { do: 'put-back', entry: '0.0.0.0/32' }],
    ],
    ['opens again', [], [home], [remove(home)]],
  ])('%s', (_, before, after, intents) => {
    expect(invertIntents(before, after)).toEqual(intents);
  });

  test("leaves a colleague's later entry alone", () => {
    const undo = invertIntents(['0.0.0.0/32'], [home]);
    expect(applyIntents([home, office], undo)).toEqual([office]);
  });
});

describe('what a form may ask for', () => {
  test.each<[what: string, intents: unknown]>([
    ['an add and a removal', [add(home), remove('AzureCloud')]],
    ['a restriction by itself', [{ do: 'restrict', ranges: [home] }]],
    ['half of the internet', [add('0.0.0.0/1')]],
  ])('takes %s', (_, intents) => {
    expect(askedIntentsSchema.safeParse(intents).success).toBe(true);
  });

  test.each<[what: string, intents: unknown]>([
    ['nothing', []],
    ['the same entry to add and to remove', [remove('81.2.69.142'), add(home)]],
    ['a range with host bits', [add('137.117.106.90/29')]],
    ['a bare address, which is not canonical', [add('81.2.69.142')]],
    ['a private range', [add('10.0.0.0/8')]],
    ['the whole internet', [add('0.0.0.0/0')]],
    ['the whole internet in two halves', [add('0.0.0.0/1'), add('128.0.0.0/1')]],
    ['0.0.0.0/32', [add('0.0.0.0/32')]],
    ['a restriction to nothing', [{ do: 'restrict', ranges: [] }]],
    ['a restriction to everything', [{ do: 'restrict', ranges: ['0.0.0.0/1', '128.0.0.0/1'] }]],
    ['a crossing among edits', [add(home), { do: 'open' }]],
    ['to put something back, which is for Undo', [{ do: 'put-back', entry: '0.0.0.0/0' }]],
    ['something unheard of', [{ do: 'replace', entries: [home] }]],
  ])('refuses %s', (_, intents) => {
    expect(askedIntentsSchema.safeParse(intents).success).toBe(false);
  });
});

test('a cluster-only list becomes restricted by its first entry, and only then', () => {
  expect(accessOfEntries(applyIntents(['0.0.0.0/32'], [add(home)]))).toBe('restricted');
  expect(accessOfEntries(applyIntents(['0.0.0.0/32'], [remove(office)]))).toBe('cluster-only');
});
