import { expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { type FakeAnswer, fakeAzure } from '#lib/azure/test-azure';
import { readCluster } from '#lib/clusters/cluster';
import { ok } from '#lib/result';
import { knownEgress, readEgress } from './egress.ts';

const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token-of-ada'));
const subscription = '/subscriptions/22222222-2222-4222-8222-222222222222';
const network = `${subscription}/resourceGroups/MC_shop/providers/Microsoft.Network`;
const address = (name: string) => `${network}/publicIPAddresses/${name}`;
const prefix = (name: string) => `${network}/publicIPPrefixes/${name}`;
const subnet = `${network}/virtualNetworks/v/subnets/nodes`;
const gateway = `${network}/natGateways/g`;

const resources: Record<string, FakeAnswer> = {
  [address('one')]: {
    body: { properties: { ipAddress: '73.140.245.7', publicIPAddressVersion: 'IPv4' } },
  },
  [address('two')]: {
    body: { properties: { ipAddress: '137.117.106.90', publicIPAddressVersion: null } },
  },
  [address('six')]: {
    body: { properties: { ipAddress: '2603::1', publicIPAddressVersion: 'IPv6' } },
  },
  [address('bare')]: { body: { properties: { ipAddress: null } } },
  [prefix('eight')]: { body: { properties: { ipPrefix: '137.117.106.88/29' } } },
  [subnet]: { body: { properties: { natGateway: { id: gateway } } } },
  [`${subnet}-plain`]: { body: { properties: { natGateway: null } } },
  [gateway]: {
    body: {
      properties: {
        publicIpAddresses: [{ id: address('one') }],
        publicIpPrefixes: [{ id: prefix('eight') }],
      },
    },
  },
  [address('secret')]: {
    status: 403,
    body: {
      error: {
        code: 'AuthorizationFailed',
        message: "to perform action 'a/read' over scope '/s' or",
      },
    },
  },
};

async function egressOf(networkProfile: object, agentPoolProfiles: object[] = []) {
  const { arm, requests } = fakeAzure(
    ({ url }) => resources[new URL(url).pathname] ?? { status: 404 },
  );
  const id = `${subscription}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c`;
  const cluster = readCluster({ id, properties: { networkProfile, agentPoolProfiles } }, 'direct');
  if (!cluster.ok) throw new Error(cluster.error);
  return { egress: await readEgress(arm, ada, cluster.value), requests };
}

const balanced = (...names: string[]) => ({
  outboundType: 'loadBalancer',
  loadBalancerSku: 'Standard',
  loadBalancerProfile: { effectiveOutboundIPs: names.map((name) => ({ id: address(name) })) },
});

test('finds the outbound addresses of a load balancer, which AKS admits by itself', async () => {
  const { egress } = await egressOf(balanced('one', 'two'));
  expect(egress).toEqual({
    addresses: [
      { cidr: '73.140.245.7/32', source: 'load balancer', implicit: true },
      { cidr: '137.117.106.90/32', source: 'load balancer', implicit: true },
    ],
    unknown: [],
  });
});

test('finds configured addresses and prefixes, and asks for each only once', async () => {
  const { egress, requests } = await egressOf({
    ...balanced(),
    loadBalancerProfile: {
      effectiveOutboundIPs: [
        { id: address('one').toLowerCase().replace('/subscriptions', '/SUBSCRIPTIONS') },
      ],
      outboundIPs: { publicIPs: [{ id: address('one') }] },
      outboundIPPrefixes: { publicIPPrefixes: [{ id: prefix('eight') }] },
    },
  });
  expect(egress.addresses.map(({ cidr }) => cidr)).toEqual([
    '73.140.245.7/32',
    '137.117.106.88/29',
  ]);
  expect(requests).toHaveLength(2);
});

test('finds the addresses of a NAT gateway that AKS manages', async () => {
  const { egress } = await egressOf({
    outboundType: 'managedNATGateway',
    loadBalancerSku: 'standard',
    natGatewayProfile: { effectiveOutboundIPs: [{ id: address('one') }] },
  });
  expect(egress).toEqual({
    addresses: [{ cidr: '73.140.245.7/32', source: 'NAT gateway', implicit: false }],
    unknown: [],
  });
});

test('follows the subnet of the nodes to the NAT gateway somebody put there', async () => {
  const pools = [
    { name: 'a', vnetSubnetID: subnet },
    { name: 'b', vnetSubnetID: subnet },
  ];
  const { egress, requests } = await egressOf({ outboundType: 'userAssignedNATGateway' }, pools);
  expect(egress.addresses.map(({ cidr }) => cidr)).toEqual([
    '73.140.245.7/32',
    '137.117.106.88/29',
  ]);
  expect(knownEgress(egress)).toMatchObject({ implicit: [], unknown: [] });
  expect(requests).toHaveLength(4);
});

test('finds the prefix of nodes that have public addresses of their own', async () => {
  const pools = [
    { name: 'games', enableNodePublicIP: true, nodePublicIPPrefixID: prefix('eight') },
  ];
  const { egress } = await egressOf(balanced('one'), pools);
  expect(egress.addresses).toContainEqual({
    cidr: '137.117.106.88/29',
    source: 'nodes of pool games',
    implicit: false,
  });
  expect(knownEgress(egress)).toEqual({
    addresses: ['137.117.106.88/29'],
    implicit: ['73.140.245.7/32'],
    unknown: [],
  });
});

test('Traffic leaves IPv6 out, which AKS does not admit.', async () => {
  const { egress } = await egressOf(balanced('one', 'six'));
  expect(egress).toMatchObject({ addresses: [{ cidr: '73.140.245.7/32' }], unknown: [] });
});

const unnamed: [string, object, object[], string][] = [
  [
    'routes of one’s own',
    { outboundType: 'userDefinedRouting' },
    [],
    'Traffic leaves through a firewall or appliance that the cluster does not name.',
  ],
  [
    'no outbound type',
    { outboundType: 'none' },
    [],
    'Traffic leaves through a firewall or appliance that the cluster does not name.',
  ],
  [
    'a load balancer without addresses',
    balanced(),
    [],
    'Traffic leaves from addresses that the cluster does not name.',
  ],
  [
    'an address that may not be read',
    balanced('secret'),
    [],
    'Traffic leaves from secret in resource group MC_shop, but you may not read it.',
  ],
  [
    'an address that is gone',
    balanced('gone'),
    [],
    'Traffic leaves from gone in resource group MC_shop, but it could not be read.',
  ],
  [
    'an address that is not given out yet',
    balanced('bare'),
    [],
    'Traffic leaves from bare in resource group MC_shop, which has no address yet.',
  ],
  [
    'a subnet without a gateway',
    { outboundType: 'userAssignedNATGateway' },
    [{ name: 'a', vnetSubnetID: `${subnet}-plain` }],
    'Traffic leaves from subnet nodes-plain in resource group MC_shop, which has no NAT gateway.',
  ],
  [
    'nodes with public addresses and no prefix',
    balanced('one'),
    [{ name: 'games', enableNodePublicIP: true }],
    'Nodes of pool games leave from public addresses of their own, which come from no prefix.',
  ],
];

for (const [what, networkProfile, pools, reason] of unnamed) {
  test(`says what is not known of ${what}`, async () => {
    const { egress } = await egressOf(networkProfile, pools);
    expect(egress.unknown.map(({ because }) => because)).toEqual([reason]);
  });
}

test('a gap matters to a change only where an entry has to admit what is in it', async () => {
  const nodes = [{ name: 'games', enableNodePublicIP: true }];
  const balancer = await egressOf(balanced('secret'), nodes);
  expect(balancer.egress.unknown).toHaveLength(2);
  expect(knownEgress(balancer.egress).unknown).toEqual([
    'Nodes of pool games leave from public addresses of their own, which come from no prefix.',
  ]);
  const firewall = await egressOf({ outboundType: 'userDefinedRouting' });
  expect(knownEgress(firewall.egress).unknown).toHaveLength(1);
});

test('reads the plain ids of a NAT gateway of api-version 2026-06-01', async () => {
  const { egress } = await egressOf({
    outboundType: 'managedNATGateway',
    natGatewayProfile: {
      sku: 'StandardV2',
      outboundIPs: { publicIPs: [address('one')] },
      outboundIPPrefixes: { publicIPPrefixes: [prefix('eight')] },
    },
  });
  expect(egress.addresses.map(({ cidr }) => cidr)).toEqual([
    '73.140.245.7/32',
    '137.117.106.88/29',
  ]);
  expect(egress.unknown).toEqual([]);
});

test('asks nothing of an address that is not on Azure', async () => {
  const profile = {
    ...balanced(),
    loadBalancerProfile: { effectiveOutboundIPs: [{ id: 'https://evil.example/x' }] },
  };
  const { egress, requests } = await egressOf(profile);
  expect(egress.addresses).toEqual([]);
  expect(egress.unknown).toHaveLength(1);
  expect(requests).toEqual([]);
});
