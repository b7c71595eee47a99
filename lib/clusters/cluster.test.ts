import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cluster, readCluster } from './cluster.ts';
import { cluster, wire } from './test-kit.ts';

/** A cluster whose properties are exactly these. */
function withProperties(
  properties: unknown,
  source: 'direct' | 'resource-graph' = 'direct',
): Cluster {
  const read = readCluster({ ...wire(), properties }, source);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

describe('who gets in', () => {
  test.each<[what: string, properties: unknown, access: string, entries: readonly string[]]>([
    ['no profile', {}, 'open', []],
    ['an empty profile', { apiServerAccessProfile: {} }, 'open', []],
    ['a profile that is null', { apiServerAccessProfile: null }, 'open', []],
    ['a list that is null', { apiServerAccessProfile: { authorizedIPRanges: null } }, 'open', []],
    ['an empty list', { apiServerAccessProfile: { authorizedIPRanges: [] } }, 'open', []],
    ['the whole internet', list('0.0.0.0/0'), 'open', ['0.0.0.0/0']],
    [
      'a list',
      list('73.140.245.0/24', 'AzureCloud'),
      'restricted',
      ['73.140.245.0/24', 'AzureCloud'],
    ],
    ['the placeholder', list('0.0.0.0/32'), 'cluster-only', ['0.0.0.0/32']],
    [
      'a private cluster',
      { apiServerAccessProfile: { enablePrivateCluster: true } },
      'private',
      [],
    ],
    [
      'no public network access',
      { publicNetworkAccess: 'Disabled', ...list('73.140.245.0/24') },
      'private',
      ['73.140.245.0/24'],
    ],
    ['no public network access, in lower case', { publicNetworkAccess: 'disabled' }, 'private', []],
    ['public network access', { publicNetworkAccess: 'Enabled' }, 'open', []],
    ['public access of another kind', { publicNetworkAccess: 'SecuredByPerimeter' }, 'open', []],
    [
      'a list that is none',
      { apiServerAccessProfile: { authorizedIPRanges: '1.2.3.4' } },
      'unknown',
      [],
    ],
    [
      'a list with something else in it',
      { apiServerAccessProfile: { authorizedIPRanges: ['1.2.3.4', 5] } },
      'unknown',
      [],
    ],
    ['letters that differ', { apiServerAccessProfile: { authorizedIpRanges: [] } }, 'unknown', []],
    ['a profile in other letters', { ApiServerAccessProfile: {} }, 'unknown', []],
    ['a profile that is none', { apiServerAccessProfile: 'x' }, 'unknown', []],
    ['no properties', undefined, 'unknown', []],
    ['properties that are null', null, 'unknown', []],
  ])('%s', (_, properties, access, entries) => {
    expect(withProperties(properties)).toMatchObject({ access, entries });
    expect(withProperties(properties, 'resource-graph')).toMatchObject({ access, entries });
  });

  test.each<[what: string, properties: unknown, direct: boolean, graph: boolean]>([
    ['no profile', {}, true, false],
    [
      'a profile without a list',
      { apiServerAccessProfile: { enablePrivateCluster: false } },
      true,
      false,
    ],
    ['an empty list', { apiServerAccessProfile: { authorizedIPRanges: [] } }, true, true],
    ['a list', list('73.140.245.0/24'), true, true],
    ['the whole internet', list('0.0.0.0/0'), true, true],
    ['a private cluster', { apiServerAccessProfile: { enablePrivateCluster: true } }, true, true],
    ['a list that cannot be read', list(5), false, false],
    ['no properties', null, false, false],
  ])('%s is confirmed by a direct read: %s %s', (_, properties, direct, graph) => {
    expect(withProperties(properties).accessConfirmed).toBe(direct);
    expect(withProperties(properties, 'resource-graph').accessConfirmed).toBe(graph);
  });

  test('2,000 entries fit with API server VNet integration, otherwise 200', () => {
    const profile = { authorizedIPRanges: ['73.140.245.0/24'], enableVnetIntegration: true };
    expect(withProperties({ apiServerAccessProfile: profile })).toMatchObject({ rangeLimit: 2000 });
    expect(cluster().rangeLimit).toBe(200);
    const automatic = readCluster({ ...wire(), sku: { name: 'automatic' } }, 'direct');
    expect(automatic).toMatchObject({ value: { rangeLimit: 2000 } });
  });

  test('a list that breaks every rule is kept as it is', () => {
    const entries = [
      '1.2.3.4',
      '1.2.3.4/32',
      '0.0.0.0/32',
      '',
      ' ',
      '10.0.0.0/8',
      'AzureCloud',
      '::1',
    ];
    const many = Array.from({ length: 1_500 }, (_, i) => `73.140.${i >> 8}.${i & 255}`);
    expect(cluster({ entries: [...entries, ...many] }).entries).toEqual([...entries, ...many]);
  });
});

describe('the rest of a cluster', () => {
  test('is read by the names of the wire', () => {
    const body = {
      ...wire(),
      location: 'West Europe',
      sku: { name: 'Base', tier: 'Standard' },
      eTag: 'b7c9',
      properties: {
        provisioningState: 'Updating',
        powerState: { code: 'Stopped' },
        kubernetesVersion: '1.33',
        currentKubernetesVersion: '1.33.2',
        fqdn: 'a.hcp.westeurope.azmk8s.io',
        privateFQDN: 'b.privatelink.westeurope.azmk8s.io',
        resourceUID: '6f1a',
        networkProfile: {
          outboundType: 'managedNATGateway',
          loadBalancerSku: 'Standard',
          loadBalancerProfile: {
            outboundIPs: { publicIPs: [{ id: '/ip/1' }] },
            outboundIPPrefixes: { publicIPPrefixes: [{ id: '/prefix/1' }] },
            effectiveOutboundIPs: [{ id: '/ip/2' }],
          },
          natGatewayProfile: {
            outboundIPs: { publicIPs: ['/ip/3'] },
            outboundIPPrefixes: { publicIPPrefixes: ['/prefix/2'] },
            effectiveOutboundIPs: [{ id: '/ip/4' }],
          },
        },
        agentPoolProfiles: [
          {
            name: 'system',
            eTag: 'p1',
            enableNodePublicIP: true,
            nodePublicIPPrefixID: '/prefix/3',
            vnetSubnetID: '/subnet/1',
          },
          { name: 'user' },
        ],
      },
    };
    expect(readCluster(body, 'direct')).toMatchObject({
      ok: true,
      value: {
        id: { resourceGroup: 'rg-payments', name: 'aks-prod' },
        location: 'westeurope',
        kubernetesVersion: '1.33.2',
        provisioningState: 'Updating',
        powerState: 'Stopped',
        fqdn: 'a.hcp.westeurope.azmk8s.io',
        privateFqdn: 'b.privatelink.westeurope.azmk8s.io',
        resourceUid: '6f1a',
        outboundType: 'managedNATGateway',
        loadBalancerSku: 'standard',
        skuName: 'Base',
        skuTier: 'Standard',
        eTag: 'b7c9',
        effectiveOutboundIpIds: ['/ip/2', '/ip/4'],
        outboundIpIds: ['/ip/1', '/ip/3'],
        outboundPrefixIds: ['/prefix/1', '/prefix/2'],
        pools: [
          {
            name: 'system',
            eTag: 'p1',
            enableNodePublicIp: true,
            nodePublicIpPrefixId: '/prefix/3',
            subnetId: '/subnet/1',
          },
          { name: 'user', enableNodePublicIp: false },
        ],
      },
    });
  });

  test('keeps states that nobody has heard of', () => {
    expect(cluster({ properties: { provisioningState: 'Migrating' } }).provisioningState).toBe(
      'Migrating',
    );
  });

  test('is left out where it is of an unexpected kind', () => {
    const odd = withProperties({
      fqdn: 5,
      powerState: 'Running',
      networkProfile: [],
      agentPoolProfiles: {},
      kubernetesVersion: null,
    });
    expect(odd).toMatchObject({ access: 'open', pools: [], effectiveOutboundIpIds: [] });
    expect(odd.fqdn ?? odd.powerState ?? odd.outboundType ?? odd.kubernetesVersion).toBeUndefined();
  });

  test('takes the eTag of previews too', () => {
    const read = readCluster({ ...wire(), etag: 'old' }, 'direct');
    expect(read.ok && read.value.eTag).toBe('old');
  });

  test.each([
    ['hub', 'FL_rg_fleet_westeurope', true],
    ['HUB', 'fl_rg_fleet_westeurope', true],
    ['hub', 'rg-hub', false],
    ['aks', 'FL_rg_fleet_westeurope', false],
  ])('%s in %s is a hub of Fleet Manager: %s', (name, group, isFleetHub) => {
    expect(cluster({ name, group }).isFleetHub).toBe(isFleetHub);
  });
});

describe('what is not a cluster', () => {
  test.each([null, undefined, 'x', 5, [], {}, { id: 5 }, { id: '/subscriptions/x' }])(
    '%j is refused with a sentence',
    (json) => {
      expect(readCluster(json, 'direct')).toEqual({
        ok: false,
        error: expect.stringMatching(/\.$/),
      });
    },
  );

  test('nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.anything(), (properties) => {
        expect(readCluster({ ...wire(), properties }, 'resource-graph').ok).toBe(true);
        expect(readCluster({ ...wire(), tags: properties, sku: properties }, 'direct').ok).toBe(
          true,
        );
        readCluster(properties, 'direct');
      }),
    );
  });
});

function list(...entries: readonly unknown[]): object {
  return { apiServerAccessProfile: { authorizedIPRanges: entries } };
}
