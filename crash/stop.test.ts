import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAzure } from '../outside/azure.ts';
import { ask, changeIn, expectBecomes, untilEnd } from '../outside/changes.ts';
import { sendTo } from '../outside/http.ts';
import { clusters, oneCluster, standing } from '../outside/setups.ts';
import { askAndHold, enterAt } from './asking.ts';
import { makeTestbed, type Server } from './server.ts';

const testbed = makeTestbed();
const { azure } = createAzure(testbed.emulatorUrl);
const answerHeld = { method: 'PUT', do: { hold: 'after' } } as const;

let server: Server;
beforeAll(async () => {
  server = await testbed.server();
  await server.start();
});
afterAll(() => testbed.close());

test('keeps quiet connections longer than a proxy in front does', async () => {
  const { headers } = await fetch(`http://127.0.0.1:${server.port}/healthz`);
  expect(headers.get('keep-alive')).toBe('timeout=75');
});

test('finishes the step in hand at SIGTERM, ends with 0, and goes on at the next start', async () => {
  const { ada, cluster } = await enterAt(server, azure, oneCluster());
  const { change, release } = await askAndHold(azure, ada, cluster, answerHeld);
  const ending = server.end();
  await release();
  expect(await ending).toEqual({ code: 0, signal: null });
  // Azure's answer came after the signal, and was not left to the next start.
  const id = changeIn(change);
  expect(server.log()).toMatch(new RegExp(`"answer":.*"${id}".*"outcome":"accepted"`));

  await server.start();
  expect(await untilEnd(ada, change)).toMatchObject({ word: 'Done' });
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});

test('says that it is not ready while it stops, and still shows and records', async () => {
  const two = clusters(
    { name: 'aks-held', entries: standing },
    { name: 'aks-late', entries: standing },
  );
  const { ada, cluster: held, clusters: both } = await enterAt(server, azure, two);
  const { change, release } = await askAndHold(azure, ada, held, answerHeld);
  const ending = server.end();
  await expect.poll(isReady).toBe(false);
  await expectBecomes(ada, change, 'Sending');
  const late = await Promise.all(both.slice(1).map((cluster) => ask(ada, cluster)));
  await release();
  await ending;

  await server.start();
  const words = [change, ...late].map(async (each) => (await untilEnd(ada, each)).word);
  expect(await Promise.all(words)).toEqual(['Done', 'Done']);
});

test('gives the page that is being made when it is told to stop', async () => {
  const { ada, cluster } = await enterAt(server, azure, oneCluster());
  const reading = await azure.fault(cluster, { times: 1, do: { hold: 'before' } });
  const page = ada.send({ path: cluster.path });
  await reading.held();
  const ending = server.end();
  await expect.poll(isReady).toBe(false);
  await reading.release();
  expect(await page).toMatchObject({ status: 200, body: expect.stringContaining(cluster.fqdn) });
  expect(await ending).toEqual({ code: 0, signal: null });
});

async function isReady(): Promise<boolean> {
  return (await sendTo(server, { path: '/readyz' })).status === 200;
}
