import { ContainerServiceClient, type ManagedCluster } from '@azure/arm-containerservice';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at } from './json-edit.ts';
import { sdkOnLoopback } from './testing/sdk-on-loopback.ts';
import { people, startWorld } from './testing/world.ts';

let world: Awaited<ReturnType<typeof startWorld>>;
let client: ContainerServiceClient;
beforeAll(async () => {
  world = await startWorld({
    clusters: [
      { name: 'aks-one', entries: ['73.140.245.0/24'] },
      { name: 'aks-two' },
      {
        name: 'aks-three',
        behaviour: {
          operations: {
            ends: 'at-once',
            status: 'Failed',
            error: { code: 'QuotaExceeded', message: 'No more addresses.' },
          },
        },
      },
      { name: 'aks-four' },
    ],
  });
  const token = await world.control.token({ person: people.ada });
  const expiresOnTimestamp = Date.now() + 3_600_000;
  client = new ContainerServiceClient(
    { getToken: async () => ({ token, expiresOnTimestamp }) },
    world.subscriptionId,
    { httpClient: sdkOnLoopback(world.emulator.url), retryOptions: { maxRetries: 0 } },
  );
});
afterAll(() => world.close());

describe("Microsoft's own client", () => {
  test('lists the clusters of a subscription, page after page', async () => {
    const names: (string | undefined)[] = [];
    for await (const { name } of client.managedClusters.list()) names.push(name);
    expect(names).toEqual(['aks-one', 'aks-two', 'aks-three', 'aks-four']);
  });

  test('lists the clusters of a resource group', async () => {
    const found: ManagedCluster[] = [];
    const pages = client.managedClusters.listByResourceGroup('rg-platform');
    for await (const cluster of pages) found.push(cluster);
    expect(found).toHaveLength(4);
  });

  test('gets, changes and follows a cluster to the end', async () => {
    const cluster = await client.managedClusters.get('rg-platform', 'aks-one');
    const ranges = [...(cluster.apiServerAccessProfile?.authorizedIPRanges ?? []), '81.2.69.142'];

    const done = await client.managedClusters.createOrUpdate(
      'rg-platform',
      'aks-one',
      { ...cluster, apiServerAccessProfile: { authorizedIPRanges: ranges } },
      { ifMatch: cluster.eTag ?? '', updateIntervalInMs: 1 },
    );

    expect(done.provisioningState).toBe('Succeeded');
    expect(done.apiServerAccessProfile?.authorizedIPRanges).toEqual([
      '73.140.245.0/24',
      '81.2.69.142/32',
    ]);
    expect(done.eTag).not.toBe(cluster.eTag);
  });

  test('loses a field that its model does not know, so the product must not write with it', async () => {
    const id = world.clusters[3]?.id ?? '';
    const field = ['properties', 'controlPlaneScalingProfile'];
    expect(at(await world.control.cluster(id), ...field)).toBeDefined();

    const cluster = await client.managedClusters.get('rg-platform', 'aks-four');
    const { createOrUpdate } = client.managedClusters;
    await createOrUpdate('rg-platform', 'aks-four', cluster, { updateIntervalInMs: 1 });

    expect(at(await world.control.cluster(id), ...field)).toBeUndefined();
  });

  test('is told of an old eTag by status and code', async () => {
    const cluster = await client.managedClusters.get('rg-platform', 'aks-two');

    const write = client.managedClusters.createOrUpdate('rg-platform', 'aks-two', cluster, {
      ifMatch: '00000000-0000-0000-0000-000000000000',
    });

    await expect(write).rejects.toMatchObject({ statusCode: 412, code: 'PreconditionFailed' });
  });

  test('sees an operation fail', async () => {
    const cluster = await client.managedClusters.get('rg-platform', 'aks-three');

    const write = client.managedClusters.createOrUpdate('rg-platform', 'aks-three', cluster, {
      updateIntervalInMs: 1,
    });

    await expect(write).rejects.toThrow('QuotaExceeded');
  });

  test('changes tags', async () => {
    const tagged = await client.managedClusters.updateTags(
      'rg-platform',
      'aks-two',
      { tags: { team: 'shop' } },
      { updateIntervalInMs: 1 },
    );
    expect(tagged.tags).toEqual({ team: 'shop' });
  });

  test('deletes a cluster', async () => {
    await client.managedClusters.delete('rg-platform', 'aks-two', { updateIntervalInMs: 1 });

    const gone = client.managedClusters.get('rg-platform', 'aks-two');
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
  });
});
