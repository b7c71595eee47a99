import { describe, expect, test } from 'vitest';
import { entryCovers, isServiceTag } from '../../arm/entries.ts';
import { isJsonObject, type JsonObject } from '../../json.ts';
import { at, listAt, textAt } from '../../json-edit.ts';
import { seedSchema } from '../../seed.ts';
import { applySeed } from '../seed.ts';
import { emptyWorld } from '../world.ts';
import { demoSeed } from './demo.ts';

const world = emptyWorld();
applySeed(world, seedSchema.parse(demoSeed));
const bodies = [...world.clusters.values()].map(({ body }) => body);
const entries = (body: JsonObject) =>
  listAt(body, 'properties', 'apiServerAccessProfile', 'authorizedIPRanges').map(String);
const has =
  (...path: string[]) =>
  (body: JsonObject) =>
    at(body, 'properties', ...path) === true;
const is =
  (value: string, ...path: string[]) =>
  (body: JsonObject) =>
    textAt(body, 'properties', ...path) === value;
const outbound = (type: string) => is(type, 'networkProfile', 'outboundType');

const states: readonly [string, (body: JsonObject) => boolean][] = [
  ['open', (body) => entries(body).length === 0],
  ['open by 0.0.0.0/0', (body) => entries(body).includes('0.0.0.0/0')],
  ['restricted', (body) => entries(body).length === 3],
  [
    'with more than 180 entries',
    (body) => entries(body).length > 180 && entries(body).length < 200,
  ],
  ['cluster-only', (body) => entries(body).join() === '0.0.0.0/32'],
  ['with a service tag', (body) => entries(body).some(isServiceTag)],
  ['private', has('apiServerAccessProfile', 'enablePrivateCluster')],
  ['without public access', is('Disabled', 'publicNetworkAccess')],
  [
    'with VNet integration and more than 200 entries',
    (body) =>
      has('apiServerAccessProfile', 'enableVnetIntegration')(body) && entries(body).length > 200,
  ],
  ['stopped', is('Stopped', 'powerState', 'code')],
  ['updating', is('Updating', 'provisioningState')],
  ['failed', is('Failed', 'provisioningState')],
  ['with a Basic load balancer', is('Basic', 'networkProfile', 'loadBalancerSku')],
  ['with a managed NAT gateway', outbound('managedNATGateway')],
  ['with a NAT gateway of its own', outbound('userAssignedNATGateway')],
  ['with user-defined routing', outbound('userDefinedRouting')],
  [
    'with public addresses on its nodes',
    (body) =>
      listAt(body, 'properties', 'agentPoolProfiles').some(
        (pool) => at(pool, 'enableNodePublicIP') === true,
      ),
  ],
  ['of Fleet Manager', (body) => textAt(body, 'name') === 'hub'],
  ['with entries nobody understands', (body) => entries(body).includes('corp-vpn-exit')],
  ['kept by Terraform', (body) => textAt(body, 'tags', 'managed-by') === 'terraform'],
  [
    'that admits the person at the browser by a range',
    (body) =>
      entries(body).some((entry) => entry !== '0.0.0.0/0' && entryCovers(entry, '81.2.69.142')),
  ],
];

describe('the demo has a cluster', () => {
  for (const [state, matches] of states) {
    test(state, () => {
      expect(bodies.some(matches)).toBe(true);
    });
  }
});

test('every address that a demo cluster names exists', () => {
  const ids = bodies.flatMap((body) => {
    const network = at(body, 'properties', 'networkProfile');
    return ['loadBalancerProfile', 'natGatewayProfile'].flatMap((profile) =>
      listAt(network, profile, 'effectiveOutboundIPs').map((ip) => textAt(ip, 'id')),
    );
  });
  expect(ids.length).toBeGreaterThan(10);
  for (const id of ids) expect(world.resources.has(id.toLowerCase())).toBe(true);
});

test('every pool has an eTag of its own', () => {
  const pools = bodies.flatMap((body) =>
    listAt(body, 'properties', 'agentPoolProfiles').filter(isJsonObject),
  );
  expect(new Set(pools.map((pool) => textAt(pool, 'eTag'))).size).toBe(pools.length);
});
