import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAzure } from '../e2e/fixtures/azure.ts';
import type { Fault } from '../emulator/control.ts';
import type { ClusterSpec } from '../emulator/world/build-cluster.ts';
import { ask } from './harness/http.ts';
import { addRange, follow, openForm, signIn } from './harness/person.ts';
import { makeHouse, type Server } from './harness/server.ts';

const house = makeHouse();
const { azure } = createAzure(house.emulatorUrl);
const standing = '73.140.245.0/24';
const wanted = '194.168.1.7/32';

let server: Server;
beforeAll(async () => {
  server = await house.server({});
  await server.start();
});
afterAll(() => house.close());

type Hold = Omit<Fault, 'match' | 'times'> & { readonly method?: string; readonly path?: string };

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
    places.map(async ([when, hold, behaviour]) => ({
      when,
      ...(await askAndHold(hold, behaviour)),
    })),
  );
  await server.kill();
  // What waited before Azure never gets there: the other end of its connection is dead.
  await Promise.all(asked.map(({ lose }) => lose()));
  await server.start();
  const ends = asked.map(async ({ when, person, id, cluster }) => ({
    when,
    word: (await follow(server, person, id)).word,
    entries: await azure.entriesOf(cluster),
    carriedOut: (await azure.control.operations(cluster.id)).length,
  }));
  expect(await Promise.all(ends)).toEqual(
    places.map(([when]) => ({ when, word: 'Done', entries: [standing, wanted], carriedOut: 1 })),
  );
});

test('finishes the step in hand at SIGTERM, ends with 0, and goes on at the next start', async () => {
  const asked = await askAndHold({ method: 'PUT', do: { hold: 'after' } });
  const ending = server.end();
  await asked.release();
  expect(await ending).toEqual({ code: 0, signal: null });
  // Azure's answer came after the signal, and was not left to the next start.
  expect(server.log()).toMatch(new RegExp(`"answer":.*"${asked.id}".*"outcome":"accepted"`));

  await server.start();
  expect(await follow(server, asked.person, asked.id)).toMatchObject({ word: 'Done' });
  expect(await azure.putsOf(asked.cluster)).toHaveLength(1);
});

test('says that it is not ready while it stops, and still shows and records', async () => {
  const asked = await askAndHold({ method: 'PUT', do: { hold: 'after' } });
  const { person, form, id, lobby } = asked;
  const ending = server.end();
  const ready = async () => (await ask(server, { path: '/readyz' })).status;
  await expect.poll(ready).toBe(503);
  expect(await follow(server, person, id, () => true)).toMatchObject({ ends: false });
  const late = await addRange(server, person, form, { cluster: lobby, range: wanted });
  await asked.release();
  await ending;

  await server.start();
  for (const each of [id, late]) {
    expect(await follow(server, person, each)).toMatchObject({ word: 'Done' });
  }
});

test('gives the page that is being made when it is told to stop', async () => {
  const { person, cluster } = await arrive();
  const match = { subscription: cluster.subscriptionId, path: `/managedClusters/${cluster.name}` };
  const reading = await azure.faultWhere({ match, times: 1, do: { hold: 'before' } });
  const page = ask(server, { path: cluster.path, cookie: person.cookie });
  await reading.held();
  const ending = server.end();
  const ready = async () => (await ask(server, { path: '/readyz' })).status;
  await expect.poll(ready).toBe(503);
  await reading.release();
  expect(await page).toMatchObject({ status: 200, text: expect.stringContaining(standing) });
  expect(await ending).toEqual({ code: 0, signal: null });
  await server.start();
});

test('keeps quiet connections longer than a proxy in front does', async () => {
  const { headers } = await fetch(`http://127.0.0.1:${server.port}/healthz`);
  expect(headers.get('keep-alive')).toBe('timeout=75');
});

test('waits while Azure cannot be reached, says so, and goes on when it can', async () => {
  const { person, cluster, form } = await arrive();
  const match = { subscription: cluster.subscriptionId };
  const cut = await azure.faultWhere({ match, do: { reset: 'before' } });
  const id = await addRange(server, person, form, { cluster, range: wanted });
  const waiting = await follow(server, person, id, ({ word }) => word === 'Waiting');
  expect(waiting.sentence).toContain('Azure has given no usable answer since');
  await cut.end();
  expect(await follow(server, person, id)).toMatchObject({ word: 'Done' });
  expect(await azure.entriesOf(cluster)).toEqual([standing, wanted]);
});

/** Somebody new opens the page of one cluster, and is about to change another. */
async function arrive(behaviour: ClusterSpec['behaviour'] = {}) {
  const seeded = await azure.seed({
    clusters: [
      { name: 'aks-lobby', entries: [standing] },
      { name: 'aks-payments-prod', entries: [standing], behaviour },
    ],
  });
  const [lobby = seeded.cluster, cluster = seeded.cluster] = seeded.clusters;
  const person = await signIn(server, seeded.operator);
  return { person, cluster, lobby, form: await openForm(server, person, lobby) };
}

/** Asks for a change and waits until Azure holds the request that it comes to. */
async function askAndHold({ method, path, ...hold }: Hold, behaviour?: ClusterSpec['behaviour']) {
  const { cluster, ...arrived } = await arrive(behaviour);
  const trouble = await azure.faultWhere({
    match: {
      subscription: cluster.subscriptionId,
      path: path ?? `/managedClusters/${cluster.name}(\\?|$)`,
      ...(method === undefined ? {} : { method }),
    },
    times: 1,
    ...hold,
  });
  const { person, form } = arrived;
  const id = await addRange(server, person, form, { cluster, range: wanted });
  await trouble.held();
  return { ...arrived, cluster, id, ...trouble };
}
