import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject } from './json.ts';
import { at, listAt, objectAt, withAt } from './json-edit.ts';
import { type Emulator, startEmulator } from './start.ts';
import { armClient } from './testing/arm-client.ts';
import { openApiReferee } from './testing/openapi.ts';
import { demoSeed } from './world/demo/demo.ts';
import { demoPeople } from './world/demo/people.ts';

let emulator: Emulator;
let asAda: ReturnType<typeof armClient>;
beforeAll(async () => {
  emulator = await startEmulator({ seed: demoSeed });
  asAda = armClient(emulator.url, demoPeople.ada);
});
afterAll(() => emulator.close());

const platform = '/subscriptions/1a7c0f3e-52d4-4b8e-8a10-6f2b9d4c1e01';
const network = '/subscriptions/2b8d1a4f-63e5-4c9f-9b21-7a3c0e5d2f02';
const regulated = '/subscriptions/3c9e2b50-74f6-4da0-ac32-8b4d1f6e3a03';
const group = '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}';
const clusters = '/providers/Microsoft.ContainerService/managedClusters';
const payments = `${platform}/resourceGroups/rg-payments-prod${clusters}/aks-payments-prod`;
const inNetwork = `${network}/resourceGroups/rg-network/providers/Microsoft.Network`;

const reads = [
  ['subscriptions.2022-12-01.json', '/subscriptions', '/subscriptions?api-version=2022-12-01'],
  [
    'subscriptions.2022-12-01.json',
    '/subscriptions/{subscriptionId}',
    `${platform}?api-version=2022-12-01`,
  ],
  ['subscriptions.2022-12-01.json', '/tenants', '/tenants?api-version=2022-12-01'],
  [
    'managed-clusters.2024-09-01.json',
    `${group}${clusters}/{resourceName}/maintenanceConfigurations`,
    `${payments}/maintenanceConfigurations?api-version=2024-09-01`,
  ],
  [
    'permissions.2022-04-01.json',
    '/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}/providers/Microsoft.Authorization/permissions',
    `${payments}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
  ],
  [
    'locks.2020-05-01.json',
    '/subscriptions/{subscriptionId}/providers/Microsoft.Authorization/locks',
    `${regulated}/providers/Microsoft.Authorization/locks?api-version=2020-05-01`,
  ],
  [
    'public-ip-addresses.2024-03-01.json',
    `${group}/providers/Microsoft.Network/publicIPAddresses/{publicIpAddressName}`,
    `${inNetwork}/publicIPAddresses/pip-nat-aks?api-version=2024-03-01`,
  ],
  [
    'public-ip-addresses.2024-03-01.json',
    '/subscriptions/{subscriptionId}/providers/Microsoft.Network/publicIPAddresses',
    `${platform}/providers/Microsoft.Network/publicIPAddresses?api-version=2024-03-01`,
  ],
  [
    'public-ip-prefixes.2024-03-01.json',
    `${group}/providers/Microsoft.Network/publicIPPrefixes/{publicIpPrefixName}`,
    `${inNetwork}/publicIPPrefixes/ippre-game-nodes?api-version=2024-03-01`,
  ],
  [
    'nat-gateways.2024-03-01.json',
    `${group}/providers/Microsoft.Network/natGateways/{natGatewayName}`,
    `${inNetwork}/natGateways/ng-aks?api-version=2024-03-01`,
  ],
  [
    'ip-groups.2024-03-01.json',
    `${group}/providers/Microsoft.Network/ipGroups/{ipGroupsName}`,
    `${inNetwork}/ipGroups/ipg-offices?api-version=2024-03-01`,
  ],
] as const;

describe("answers are what Azure's OpenAPI documents describe", () => {
  for (const [file, path, url] of reads) {
    test(`GET ${path}`, async () => {
      const { status, body } = await asAda('GET', url);

      expect(status).toBe(200);
      expect(openApiReferee(file)(`GET 200 ${path}`, body)).toEqual([]);
    });
  }

  // Compiling the schemas takes most of it.
  test('every cluster of the demo, listed and one by one', { timeout: 30_000 }, async () => {
    const referee = openApiReferee('managed-clusters.2024-09-01.json');
    for (const subscription of [platform, network, regulated]) {
      const listed = await asAda('GET', `${subscription}${clusters}?api-version=2024-09-01`);
      const all = listAt(listed.body, 'value').map(withoutFuture);
      const path = `/subscriptions/{subscriptionId}${clusters}`;
      expect(referee(`GET 200 ${path}`, withAt(objectAt(listed.body), ['value'], all))).toEqual([]);
      for (const cluster of all) {
        expect(referee(`GET 200 ${group}${clusters}/{resourceName}`, cluster)).toEqual([]);
      }
    }
  });

  test('PUT of a cluster', async () => {
    const referee = openApiReferee('managed-clusters.2024-09-01.json');
    const url = `${platform}/resourceGroups/rg-shop-prod${clusters}/aks-open-to-anyone?api-version=2024-09-01`;
    const { body } = await asAda('GET', url);
    const put = await asAda('PUT', url, { body });
    expect(referee(`PUT 200 ${group}${clusters}/{resourceName}`, withoutFuture(put.body))).toEqual(
      [],
    );
  });

  test('Resource Graph', async () => {
    const path = '/providers/Microsoft.ResourceGraph/resources';
    const query = 'resources | project id, name';
    const { body } = await asAda('POST', `${path}?api-version=2024-04-01`, { body: { query } });
    expect(openApiReferee('resource-graph.2024-04-01.json')(`POST 200 ${path}`, body)).toEqual([]);
  });

  test('a misspelt property would be noticed', async () => {
    const { body } = await asAda('GET', `${payments}?api-version=2024-09-01`);
    const misspelt = withAt(withoutFuture(body), ['properties', 'enableRbac'], true);

    const found = openApiReferee('managed-clusters.2024-09-01.json')(
      `GET 200 ${group}${clusters}/{resourceName}`,
      misspelt,
    );
    expect(found).toEqual([expect.stringContaining('enableRbac')]);
  });
});

/** What clusters have on purpose although this document does not know it yet, or ever. */
function withoutFuture(cluster: unknown): JsonObject {
  if (!isJsonObject(cluster)) return {};
  const newer = [
    ['properties', 'apiServerAccessProfile', 'enableVnetIntegration'],
    ['properties', 'controlPlaneScalingProfile'],
  ];
  return newer.reduce(
    (body, path) => (at(body, ...path) === undefined ? body : withAt(body, path, undefined)),
    cluster,
  );
}
