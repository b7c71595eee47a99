import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClusterSpec } from '../emulator/world/build-cluster.ts';
import { createAzure } from '../outside/azure.ts';
import { untilEnd, wanted } from '../outside/changes.ts';
import { oneCluster, standing } from '../outside/setups.ts';
import { askAndHold, enterAt, type Hold } from './asking.ts';
import { makeTestbed, type Server } from './server.ts';

const testbed = makeTestbed();
const { azure } = createAzure(testbed.emulatorUrl);

let server: Server;
beforeAll(async () => {
  server = await testbed.server();
  await server.start();
});
afterAll(() => testbed.close());

// Where changes are when their server is killed, as Azure sees it: the request that each waits for.
const places: readonly [string, Hold, ClusterSpec['behaviour']?][] = [
  ['before the read', { method: 'GET', do: { hold: 'before' } }],
  [
    'between the read and the look right before the PUT, where AKS shows no eTag',
    { method: 'GET', skip: 1, do: { hold: 'before' } },
    { showsETag: false },
  ],
  ['before the PUT reached Azure', { method: 'PUT', do: { hold: 'before' } }],
  ['after Azure took the PUT, before its answer', { method: 'PUT', do: { hold: 'after' } }],
  ['while it polls', { path: '/operations/', do: { hold: 'before' } }],
  ['before the last read', { method: 'GET', skip: 1, do: { hold: 'before' } }],
];

test('carries out each change exactly once, wherever kill -9 met it', async () => {
  const asked = await Promise.all(
    places.map(async ([when, hold, behaviour = {}]) => {
      const { ada, cluster } = await enterAt(server, azure, oneCluster({ behaviour }));
      return { when, ada, cluster, ...(await askAndHold(azure, ada, cluster, hold)) };
    }),
  );
  await server.kill();
  // What waited before Azure never gets there: the other end of its connection is dead.
  await Promise.all(asked.map(({ lose }) => lose()));
  await server.start();
  const ends = asked.map(async ({ when, ada, cluster, change }) => ({
    when,
    word: (await untilEnd(ada, change)).word,
    entries: await azure.entriesOf(cluster),
    carriedOut: (await azure.control.operations(cluster.id)).length,
  }));
  const entries = [...standing, wanted];
  expect(await Promise.all(ends)).toEqual(
    places.map(([when]) => ({ when, word: 'Done', entries, carriedOut: 1 })),
  );
});
