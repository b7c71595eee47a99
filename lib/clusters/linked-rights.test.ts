import { expect, test } from 'vitest';
import { readCluster } from './cluster.ts';
import { roleToAskFor } from './role-definition.ts';
import { cluster, wire } from './test-kit.ts';

const network = '/subscriptions/2/resourceGroups/rg/providers/Microsoft.Network';
const subnet = `${network}/virtualNetworks/v/subnets/nodes`;
const identity =
  '/subscriptions/3/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aks';
const workspace =
  '/subscriptions/2/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs';

const named: [what: string, properties: object, action: string, scope: string][] = [
  [
    'the subnet of a pool, once',
    {
      agentPoolProfiles: [
        { name: 'a', vnetSubnetID: subnet },
        {
          name: 'b',
          vnetSubnetID: subnet.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions'),
        },
      ],
    },
    'Microsoft.Network/virtualNetworks/subnets/join/action',
    '',
  ],
  [
    'the subnet of pods',
    { agentPoolProfiles: [{ name: 'a', podSubnetID: subnet }] },
    'Microsoft.Network/virtualNetworks/subnets/join/action',
    subnet,
  ],
  [
    'the subnet of the API server',
    { apiServerAccessProfile: { subnetId: subnet } },
    'Microsoft.Network/virtualNetworks/subnets/join/action',
    subnet,
  ],
  [
    'outbound addresses that were chosen',
    {
      networkProfile: {
        loadBalancerProfile: {
          outboundIPs: { publicIPs: [{ id: `${network}/publicIPAddresses/o` }] },
        },
      },
    },
    'Microsoft.Network/publicIPAddresses/join/action',
    `${network}/publicIPAddresses/o`,
  ],
  [
    'prefixes of a NAT gateway, which are plain strings',
    {
      networkProfile: {
        natGatewayProfile: {
          outboundIPPrefixes: { publicIPPrefixes: [`${network}/publicIPPrefixes/p`] },
        },
      },
    },
    'Microsoft.Network/publicIPPrefixes/join/action',
    `${network}/publicIPPrefixes/p`,
  ],
  [
    'the workspace of an add-on that is on',
    {
      addonProfiles: {
        omsagent: { enabled: true, config: { logAnalyticsWorkspaceResourceID: workspace } },
      },
    },
    'Microsoft.OperationalInsights/workspaces/sharedkeys/read',
    workspace,
  ],
];

for (const [what, properties, action, scope] of named) {
  test(`knows the right on ${what}`, () => {
    const { linkedRights } = cluster({ properties: { ...properties } });
    expect(linkedRights).toEqual([
      { action, scope: scope || expect.stringMatching(/subnets.nodes$/i) },
    ]);
  });
}

test('knows the right on an identity of one’s own', () => {
  const read = readCluster(
    { ...wire(), identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } } },
    'direct',
  );
  expect(read.ok && read.value.linkedRights).toEqual([
    { action: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action', scope: identity },
  ]);
});

const left: [string, object][] = [
  [
    'what AKS made for itself',
    {
      networkProfile: {
        loadBalancerProfile: { effectiveOutboundIPs: [{ id: `${network}/publicIPAddresses/x` }] },
      },
      identityProfile: { kubeletidentity: { resourceId: identity } },
    },
  ],
  [
    'the workspace of an add-on that is off',
    {
      addonProfiles: {
        omsagent: { enabled: false, config: { logAnalyticsWorkspaceResourceID: workspace } },
      },
    },
  ],
  ['what is no resource id', { diskEncryptionSetID: 'https://evil.example/?x', addonProfiles: 7 }],
];

for (const [what, properties] of left) {
  test(`asks for no right on ${what}`, () => {
    expect(cluster({ properties: { ...properties } }).linkedRights).toEqual([]);
  });
}

test('the role to ask for holds what a change needs, and nothing else', () => {
  const role = roleToAskFor(cluster());
  expect(JSON.parse(role.json)).toEqual({
    Name: 'Authorized IP ranges of aks-prod',
    IsCustom: true,
    Description: 'Change who may reach the API server of the AKS cluster aks-prod.',
    Actions: [
      'Microsoft.ContainerService/managedClusters/read',
      'Microsoft.ContainerService/managedClusters/write',
      'Microsoft.ContainerService/locations/operations/read',
    ],
    NotActions: [],
    DataActions: [],
    NotDataActions: [],
    AssignableScopes: ['/subscriptions/11112222-bbbb-3333-cccc-4444dddd5555'],
  });
  expect(role.scopes).toEqual([
    '/subscriptions/11112222-bbbb-3333-cccc-4444dddd5555/resourceGroups/rg-payments/providers/Microsoft.ContainerService/managedClusters/aks-prod',
  ]);
});

test('the role to ask for reaches to what the cluster refers to, in its subscription too', () => {
  const { json, scopes } = roleToAskFor(
    cluster({ properties: { agentPoolProfiles: [{ name: 'a', vnetSubnetID: subnet }] } }),
  );
  const role: unknown = JSON.parse(json);
  expect(role).toMatchObject({
    Actions: expect.arrayContaining(['Microsoft.Network/virtualNetworks/subnets/join/action']),
    AssignableScopes: ['/subscriptions/11112222-bbbb-3333-cccc-4444dddd5555', '/subscriptions/2'],
  });
  expect(scopes).toContain(subnet);
});
