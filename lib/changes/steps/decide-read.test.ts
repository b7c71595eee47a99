import { expect, test } from 'vitest';
import type { LedgerSettings } from '#lib/changes/ports';
import type { ChangeRow } from '#lib/changes/row';
import { cluster, row, settings } from '#lib/changes/test-kit';
import type { Cluster } from '#lib/clusters/cluster';
import type { Failure } from '#lib/failure';
import type { KnownEgress } from '#lib/ranges/egress';
import { decideRead } from './decide-read.ts';

type About = {
  change?: Partial<ChangeRow>;
  at?: Partial<Cluster>;
  settings?: Partial<LedgerSettings>;
  egress?: KnownEgress;
};

function decide({ change, at, settings: chosen, egress }: About) {
  const all = { ...settings, ...chosen };
  return decideRead(row(change), cluster(at), {
    now: 1000,
    deadlineMs: 1e6,
    pollMs: 1000,
    settings: all,
    egress,
  });
}

const full = Array.from({ length: 200 }, (_, n) => `73.140.${n}.0/24`);
const refusals: readonly [string, About, Failure][] = [
  [
    'it may only look',
    { settings: { readOnly: true } },
    { code: 'switched-off', setting: 'READ_ONLY' },
  ],
  ['the cluster was made anew', { at: { resourceUid: 'uid-2' } }, { code: 'recreated' }],
  [
    'the answer cannot be read',
    { at: { access: 'unknown' } },
    { code: 'azure-error', status: 200 },
  ],
  ['the cluster is private', { at: { access: 'private' } }, { code: 'private-cluster' }],
  ['it is a Fleet hub', { at: { isFleetHub: true } }, { code: 'fleet-hub' }],
  ['the cluster is stopped', { at: { powerState: 'Stopped' } }, { code: 'stopped' }],
  ['it says so in other letters', { at: { powerState: 'stopped' } }, { code: 'stopped' }],
  [
    'the load balancer is Basic',
    { at: { loadBalancerSku: 'basic' } },
    { code: 'basic-load-balancer' },
  ],
  ['the list is full', { at: { entries: full } }, { code: 'too-many-ranges', limit: 200 }],
  [
    'the removal would open it and that is switched off',
    {
      change: { intents: [{ do: 'remove', entry: '73.140.245.0/24' }] },
      settings: { allowOpen: false },
    },
    { code: 'switched-off', setting: 'ALLOW_OPEN' },
  ],
];

for (const [why, about, failure] of refusals) {
  test(`refuses when ${why}`, () => {
    expect(decide(about)).toMatchObject({ do: 'move', row: { state: 'refused', failure } });
  });
}

test('sends a merged list that keeps what it does not understand', () => {
  const entries = [
    'AzureCloud',
    '10.0.0.1/8',
    '2001:db8::/32',
    '73.140.245.0/24',
    '73.140.245.0/24',
  ];
  expect(decide({ at: { entries } })).toMatchObject({
    do: 'put',
    after: [...entries, '81.2.69.142/32'],
    quoting: 'bare',
  });
});

const removal = { intents: [{ do: 'remove' as const, entry: '193.168.1.0/24' }] };
const two = { entries: ['73.140.245.0/24', '193.168.1.0/24'] };

test('wants to know where the nodes leave from before it judges a removal', () => {
  expect(decide({ change: removal, at: two })).toEqual({ do: 'read-egress' });
});

test('asks before it takes the nodes’ own address away, once', () => {
  const egress = { addresses: ['193.168.1.7/32'], unknown: [] };
  const about = { change: removal, at: { ...two, outboundType: 'managedNATGateway' }, egress };
  const key = 'egress-lost:193.168.1.7/32';
  expect(decide(about)).toMatchObject({ do: 'move', row: { asked: { keys: [key] } } });
  const agreed = { ...about, change: { ...removal, confirmations: [key] } };
  expect(decide(agreed)).toMatchObject({ do: 'put' });
});

test('asks before it locks its own author out', () => {
  const change = { ...removal, ownAddress: '193.168.1.9' };
  const egress = { addresses: [], unknown: [] };
  expect(decide({ change, at: two, egress })).toMatchObject({
    row: { state: 'needs-confirmation', asked: { keys: ['own-address-lost:193.168.1.9'] } },
  });
});

test('does not call done what only the list of a failed cluster says', () => {
  const at = { entries: ['81.2.69.142/32'] };
  expect(decide({ at })).toMatchObject({ row: { state: 'done', alreadySo: true } });
  for (const provisioningState of ['Failed', 'canceled', 'Cancelled']) {
    expect(decide({ at: { ...at, provisioningState } })).toMatchObject({
      row: { state: 'outcome-unknown', alreadySo: true, clusterFailed: true },
    });
  }
});

test('asks before it makes AKS repair a failed cluster', () => {
  expect(decide({ at: { provisioningState: 'Failed' } })).toMatchObject({
    row: { state: 'needs-confirmation', asked: { keys: ['failed-cluster'] } },
  });
});

test('asks at once, not only when the cluster is free', () => {
  expect(
    decide({
      at: { entries: [], provisioningState: 'Updating' },
      egress: { addresses: [], unknown: [] },
    }),
  ).toMatchObject({
    row: { state: 'needs-confirmation' },
  });
});

for (const provisioningState of ['Updating', 'Upgrading', 'Deleting', 'Migrating']) {
  test(`waits while the cluster is ${provisioningState}`, () => {
    expect(decide({ at: { provisioningState } })).toMatchObject({
      row: { state: 'waiting', wait: { code: 'cluster-busy', operation: provisioningState } },
    });
  });
}

for (const provisioningState of ['Succeeded', 'SomethingNew', undefined]) {
  test(`does not wait when the cluster is ${provisioningState ?? 'in no state'}`, () => {
    expect(decide({ at: { provisioningState } })).toMatchObject({ do: 'put' });
  });
}

test('waits for the end of an operation that somebody else did the same with, as it may fail', () => {
  const at = { entries: ['81.2.69.142/32'], provisioningState: 'Updating' };
  expect(decide({ at })).toMatchObject({
    row: { state: 'waiting', wait: { code: 'cluster-busy', operation: 'Updating' } },
  });
});

test('takes the cluster as it is when nobody knows what its author saw', () => {
  const change = { basedOn: { access: 'unknown' as const } };
  expect(decide({ change })).toMatchObject({ do: 'put' });
});
