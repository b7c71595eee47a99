import { describe, expect, test } from 'vitest';
import { clusterKey } from '#lib/clusters/resource-id';
import { type FleetNote, type Unreadable, unlistedDirectories } from './fleet.ts';
import { gapsOf, gapWords, whyMissing } from './gaps.ts';

const subscriptionId = '11112222-bbbb-3333-cccc-4444dddd5555';
const [home, abroad] = [
  '99990000-aaaa-1111-bbbb-2222cccc3333',
  '88880000-aaaa-1111-bbbb-2222cccc3333',
];
const key = clusterKey({ subscriptionId, resourceGroup: 'rg-Pay', name: 'aks-prod' });
const failure = { code: 'azure-error', status: 503, azureMessage: '' } as const;
const place = (scope: string, label: string): Unreadable => ({ scope, label, failure });

const directory = place(abroad, 'Directory Fabrikam');
const subscription = place(`/subscriptions/${subscriptionId.toUpperCase()}`, 'Payments');
const group = place(`/subscriptions/${subscriptionId}/resourceGroups/RG-pay`, 'rg-pay (Payments)');
const other = place('/subscriptions/22222222-bbbb-3333-cccc-4444dddd5555', 'Games');
const names = place('/subscriptions', 'the names of your subscriptions');
const unlisted = place(unlistedDirectories, 'The list of your directories');
const nameless = place('', 'a cluster without a name');
const counted: FleetNote = { code: 'clusters-missing', missing: 2 };

const gone = 'Not in the list any more';
const unsure = 'Not in the list now: it is gone, or could not be read';

const cases: readonly [
  string,
  readonly Unreadable[],
  string | undefined,
  readonly FleetNote[],
  string,
][] = [
  ['everything was read', [], home, [], gone],
  [
    'its directory could not be read',
    [directory],
    abroad,
    [],
    'Directory Fabrikam could not be read',
  ],
  ['another directory could not be read', [directory], home, [], gone],
  ['a directory could not be read, and nobody knows its own', [directory], undefined, [], unsure],
  [
    'its subscription could not be read',
    [subscription],
    undefined,
    [],
    'Payments could not be read',
  ],
  [
    'its resource group could not be read',
    [group],
    home,
    [],
    'rg-pay (Payments) could not be read',
  ],
  ['another subscription could not be read', [other], undefined, [], gone],
  ['itself made no sense', [place(key, 'aks-prod')], home, [], 'aks-prod could not be read'],
  ['a cluster without an id made no sense', [nameless], home, [], unsure],
  ['nobody knows which directories there are', [unlisted], abroad, [], unsure],
  ['Azure counted more than it listed', [], home, [counted], unsure],
  ['only names could not be read', [names], undefined, [], gone],
];

describe('why a chosen cluster is not in the list', () => {
  for (const [when, unreadable, tenant, notes, why] of cases) {
    test(`${when}: ${why}`, () => {
      expect(whyMissing([key], { unreadable, notes }, () => tenant)).toEqual([{ key, why }]);
    });
  }
});

describe('what a list lacks', () => {
  test('leaves out what hides no cluster', () => {
    const notes: readonly FleetNote[] = [{ code: 'listed-directly', failure }, counted];
    const gaps = gapsOf({ unreadable: [names, directory], notes });
    expect(gaps).toEqual({ unreadable: [directory], notes: [counted] });
  });

  test('says in a file what hides clusters, and nothing else', () => {
    const notes: readonly FleetNote[] = [
      { code: 'listed-directly', failure },
      { code: 'subscriptions-truncated' },
      counted,
    ];
    expect(gapWords({ unreadable: [names], notes }, [])).toEqual([
      'You see more than 10,000 subscriptions; Azure answered for the first 10,000 only.',
      'Azure counted 2 more than it listed: clusters came or went meanwhile. Read again in a minute.',
    ]);
    expect(gapWords({ unreadable: [names], notes: [] }, [])).toEqual([]);
  });

  test('says once what cannot be read, be it now or when the clusters were chosen', () => {
    const gaps = { unreadable: [directory], notes: [] };
    expect(gapWords(gaps, ['Directory Fabrikam', 'Games'])).toEqual([
      'Directory Fabrikam could not be read (Azure has a problem), clusters there are not in this file',
      'Games could not be read when this was planned, clusters there are not in it',
    ]);
  });
});
