import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readClusterRaw } from '#lib/azure/cluster/cluster';
import { readEgress } from '#lib/azure/cluster/egress';
import { pollOperation } from '#lib/azure/cluster/operation';
import { putBody } from '#lib/azure/cluster/put-body';
import { putCluster } from '#lib/azure/cluster/write';
import { readRights } from '#lib/azure/rights/rights';
import type { ClusterId } from '#lib/clusters/resource-id';
import type { Credential } from './credential.ts';
import { type ShopSeed, startShops } from './test-emulator-shop.ts';

const { emulator, arm, seed } = await startShops();
afterAll(() => emulator.close());

async function read(person: Credential, id: ClusterId) {
  const reading = await readClusterRaw(arm, person, id);
  if (!reading.ok) throw new Error(reading.error.azureMessage);
  return reading.value;
}

/** Adds 73.140.245.0/24 to the cluster as it is now. */
async function add(person: Credential, id: ClusterId, ifMatch?: string) {
  const reading = await read(person, id);
  const body = putBody(reading, [...reading.cluster.entries, '73.140.245.0/24']);
  const correlationId = randomUUID();
  return putCluster(arm, person, id, {
    body,
    ifMatch: ifMatch ?? reading.cluster.eTag,
    correlationId,
  });
}

const requestsSchema = z.array(z.object({ body: z.string(), correlationId: z.string() }));
const putsOf = ({ subscriptionId }: ClusterId) =>
  emulator
    .control('GET', `requests?subscription=${subscriptionId}&method=PUT`)
    .then((found) => requestsSchema.parse(found));

test('adds a range with one write, follows it and reads it back', async () => {
  const { id, person } = await seed();
  const written = await add(person, id);
  expect(written).toMatchObject({ kind: 'accepted' });
  if (written.kind !== 'accepted' || !written.operationUrl) throw new Error('nothing to follow');

  const { operationUrl } = written;
  expect(await pollOperation(arm, person, operationUrl)).toMatchObject({
    value: { status: 'InProgress' },
  });
  expect(await pollOperation(arm, person, operationUrl)).toMatchObject({
    value: { status: 'Succeeded' },
  });
  const { cluster } = await read(person, id);
  expect(cluster.entries).toEqual(['193.168.1.0/24', '73.140.245.0/24']);
  expect(cluster.eTag).not.toBe('e-1');
  expect(await putsOf(id)).toHaveLength(1);
});

test('sends back what it read, but for the list and what Azure does not take', async () => {
  const { id, person } = await seed();
  await add(person, id);
  const [put] = await putsOf(id);
  expect(JSON.parse(put?.body ?? '')).toEqual({
    location: 'westeurope',
    properties: {
      agentPoolProfiles: [{ name: 'p', count: 3 }],
      networkProfile: {
        loadBalancerSku: 'standard',
        outboundType: 'loadBalancer',
        loadBalancerProfile: { managedOutboundIPs: { count: 1 } },
      },
      apiServerAccessProfile: {
        authorizedIPRanges: ['193.168.1.0/24', '73.140.245.0/24'],
        futureTags: ['x'],
      },
      futureProfile: { price: 1.5 },
    },
  });
});

test('is told that somebody was faster, and changes nothing', async () => {
  const { id, person } = await seed();
  expect(await add(person, id, 'e-0')).toMatchObject({
    kind: 'refused',
    failure: { code: 'precondition-failed' },
  });
  expect((await read(person, id)).cluster.entries).toEqual(['193.168.1.0/24']);
});

const cases: [string, ShopSeed, string][] = [
  ['a reader', { role: () => ({ role: 'Reader' }) }, 'not-authorized'],
  ['a lock', { subscription: { locks: [{ level: 'ReadOnly' }] } }, 'locked'],
  [
    'a policy',
    { subscription: { policies: [{ name: 'deny', effect: { do: 'deny' } }] } },
    'policy-denied',
  ],
  ['a disabled subscription', { subscription: { readOnly: true } }, 'subscription-disabled'],
  [
    'MFA',
    {
      subscription: {
        challenges: [{ claims: { access_token: { acrs: { essential: true, value: 'p1' } } } }],
      },
    },
    'claims-challenge',
  ],
  ['an operation that runs', { cluster: { running: { ends: 'never' } } }, 'busy'],
  [
    'a missing right elsewhere',
    {
      cluster: {
        linkedRights: [
          {
            action: 'Microsoft.Network/virtualNetworks/subnets/join/action',
            scope: '/subscriptions/0/x',
          },
        ],
      },
    },
    'linked-not-authorized',
  ],
];

for (const [what, world, code] of cases) {
  test(`is refused because of ${what} as ${code}`, async () => {
    const { id, person } = await seed(world);
    expect(await add(person, id)).toMatchObject({ kind: 'refused', failure: { code } });
    expect((await read(person, id)).cluster.entries).toEqual(['193.168.1.0/24']);
  });
}

test('calls a write lost when its answer breaks off, though it landed', async () => {
  const { id, person } = await seed();
  const match = { method: 'PUT', subscription: id.subscriptionId };
  await emulator.control('POST', 'faults', {
    match,
    times: 1,
    do: { reset: 'after' },
  });
  expect(await add(person, id)).toMatchObject({ kind: 'lost', failure: { code: 'unreachable' } });
  expect((await read(person, id)).cluster.entries).toContain('73.140.245.0/24');
  expect(await putsOf(id)).toHaveLength(1);
});

test('knows who may write, and which lock is in the way', async () => {
  const writer = await seed({ subscription: { locks: [{ name: 'freeze', level: 'ReadOnly' }] } });
  const mine = { id: writer.id, linkedRights: [] };
  expect(await readRights(arm, writer.person, mine)).toMatchObject({
    write: 'allowed',
    readOnlyLocks: [{ name: 'freeze', scope: `/subscriptions/${writer.id.subscriptionId}` }],
  });
});

test('knows which role a reader could activate to write', async () => {
  const { id, person, upn } = await seed({ role: () => ({ role: 'Reader' }) });
  const scope = `/subscriptions/${id.subscriptionId}`;
  const roles = [
    { person: upn, role: 'Reader' },
    { person: upn, role: 'Azure Kubernetes Service Cluster User Role', eligible: true },
    { person: upn, role: 'Contributor', eligible: true },
  ];
  await emulator.control('PATCH', `subscription?id=${id.subscriptionId}`, { roles });
  expect(await readRights(arm, person, { id, linkedRights: [] })).toEqual({
    write: 'missing',
    missing: 'Microsoft.ContainerService/managedClusters/write',
    eligible: [{ name: 'Contributor', scope, grants: 'yes' }],
    linkedMissing: [],
    readOnlyLocks: [],
  });
});

test('finds the address that a cluster leaves from', async () => {
  const { id, person } = await seed();
  const { cluster } = await read(person, id);
  expect(await readEgress(arm, person, cluster)).toEqual({
    addresses: [{ cidr: '137.117.106.90/32', source: 'load balancer', implicit: true }],
    unknown: [],
  });
});
