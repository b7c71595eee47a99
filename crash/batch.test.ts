import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAzure } from '../outside/azure.ts';
import { planFor } from '../outside/batches.ts';
import { expectBatch, ready, wanted } from '../outside/changes.ts';
import { clusters as clustersOf, standing } from '../outside/setups.ts';
import { enterAt } from './asking.ts';
import { makeTestbed, type Server } from './server.ts';

const testbed = makeTestbed();
const { azure } = createAzure(testbed.emulatorUrl);
const names = Array.from({ length: 12 }, (_, at) => `aks-${String(at).padStart(2, '0')}`);

let server: Server;
beforeAll(async () => {
  server = await testbed.server();
  await server.start();
});
afterAll(() => testbed.close());

test('changes every cluster of a batch once, by itself, after kill -9 in its first wave of eight', async () => {
  const twelve = clustersOf(...names.map((name) => ({ name, entries: standing })));
  const { ada, clusters } = await enterAt(server, azure, twelve);
  const plan = await planFor(ada, wanted);
  const press = await ready(ada, plan, 'Start with one cluster');
  // The first goes alone; these are in the wave behind it.
  const { 3: missed = clusters[0], 5: taken = clusters[0] } = clusters;
  if (!missed || !taken) throw new Error('Nothing was seeded.');
  const hold = (when: 'before' | 'after') => ({ method: 'PUT', times: 1, do: { hold: when } });
  const before = await azure.fault(missed, hold('before'));
  const after = await azure.fault(taken, hold('after'));
  const started = await press();
  await Promise.all([before.held(), after.held()]);

  await server.kill();
  await Promise.all([before.lose(), after.lose()]);
  await server.start();

  // Nobody looks at the batch before all is as it was asked for.
  const lists = () => azure.listsOf(clusters);
  const all = clusters.map(() => [...standing, wanted]);
  await expect.poll(lists, { timeout: 120_000 }).toEqual(all);
  await expectBatch(ada, started, 'Finished', ['12 of 12 done']);
  expect(await lists()).toEqual(all);
  const counts = clusters.map(async (cluster) => ({
    puts: (await azure.putsOf(cluster)).length,
    carriedOut: (await azure.control.operations(cluster.id)).length,
  }));
  const expected = clusters.map((cluster) => ({ puts: cluster === missed ? 2 : 1, carriedOut: 1 }));
  expect(await Promise.all(counts)).toEqual(expected);
});
