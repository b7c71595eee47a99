import { LosslessNumber } from 'lossless-json';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printJson } from '../json.ts';
import { at, listAt, objectAt, textAt } from '../json-edit.ts';
import { armClient } from '../testing/arm-client.ts';
import { people, startWorld } from '../testing/world.ts';
import { buildSubscription } from '../world/build-subscription.ts';

let world: Awaited<ReturnType<typeof startWorld>>;
let id: string;
beforeAll(async () => {
  world = await startWorld({ clusters: [{ name: 'aks-one', entries: ['73.140.245.0/24'] }] });
  id = world.clusters[0]?.id ?? '';
});
afterAll(() => world.close());

const url = (path: string) => `${world.emulator.url}/_emulator/${path}`;

describe('a seed', () => {
  test('answers the ids of what it made, and takes them as given', async () => {
    const made = await world.control.seed({
      people: [{ upn: 'one@contoso.com', displayName: 'One' }],
      subscriptions: [{ displayName: 'new' }],
    });
    expect(made.people[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
    const again = await world.control.seed({
      subscriptions: [{ id: made.subscriptions[0]?.id, displayName: 'renamed' }],
    });
    expect(again.subscriptions[0]).toMatchObject({ id: made.subscriptions[0]?.id });
  });

  test('keeps a number that JavaScript cannot hold', async () => {
    const { seed, clusters } = buildSubscription({
      clusters: [
        { name: 'aks-big', patch: { tags: { n: new LosslessNumber('123456789012345678901') } } },
      ],
    });
    await world.control.seed({ subscriptions: [seed] });
    const body = await world.control.cluster(clusters[0]?.id ?? '');
    expect(printJson(at(body, 'tags') ?? null)).toBe('{"n":123456789012345678901}');
  });

  const mistakes = [
    [
      'a cluster of another subscription',
      { subscriptions: [{ displayName: 'x', clusters: [{ body: { id: '/elsewhere' } }] }] },
      'is not in',
    ],
    [
      'a person of an unknown directory',
      {
        people: [
          { upn: 'a@b', displayName: 'A', tenantId: '00000000-0000-4000-8000-000000000009' },
        ],
      },
      'There is no tenant',
    ],
    ['nonsense', { people: [{ displayName: 7 }] }, 'expected string'],
  ] as const;
  for (const [what, seed, words] of mistakes) {
    test(`with ${what} is refused`, async () => {
      const response = await fetch(url('seed'), { method: 'POST', body: JSON.stringify(seed) });
      expect(response.status).toBe(400);
      expect((await response.json()).error).toContain(words);
    });
  }
});

describe('an edit elsewhere', () => {
  test('replaces the list and moves the eTag', async () => {
    const before = await world.control.cluster(id);
    await world.control.editCluster(id, { authorizedIPRanges: ['193.168.1.0/24'] });
    const after = await world.control.cluster(id);

    expect(await world.control.entriesOf(id)).toEqual(['193.168.1.0/24']);
    expect(textAt(after, 'eTag')).not.toBe(textAt(before, 'eTag'));
  });

  test('may be of all clusters', async () => {
    const { seed, clusters } = buildSubscription({ clusters: [{ name: 'aks-two' }] });
    await world.control.seed({ subscriptions: [seed] });
    await world.control.editClusters({ tags: { team: 'shop' } });
    for (const each of [id, clusters[0]?.id ?? '']) {
      expect(at(await world.control.cluster(each), 'tags')).toEqual({ team: 'shop' });
    }
  });

  test('that empties the list leaves no profile behind', async () => {
    await world.control.editCluster(id, { authorizedIPRanges: [] });
    expect(
      at(await world.control.cluster(id), 'properties', 'apiServerAccessProfile'),
    ).toBeUndefined();
  });

  test('patches properties, and makes a cluster anew', async () => {
    const before = await world.control.cluster(id);
    await world.control.editCluster(id, {
      properties: { disableLocalAccounts: false, oidcIssuerProfile: null },
      recreated: true,
    });
    const { properties } = await world.control.cluster(id);

    expect(at(properties, 'disableLocalAccounts')).toBe(false);
    expect(at(properties, 'oidcIssuerProfile')).toBeUndefined();
    expect(at(properties, 'resourceUID')).not.toBe(at(before, 'properties', 'resourceUID'));
  });
});

describe('an operation', () => {
  const start = async () => {
    const asAda = armClient(world.emulator.url, people.ada);
    const { body } = await asAda('GET', world.urlOf({ name: 'aks-one' }));
    const { headers } = await asAda('PUT', world.urlOf({ name: 'aks-one' }), { body });
    const poll = () => asAda('GET', headers.get('azure-asyncoperation') ?? '');
    return { poll, get: () => asAda('GET', world.urlOf({ name: 'aks-one' })) };
  };
  const failure = { code: 'ReconcileError', message: 'Could not reconcile.' };

  test('ends when told, as told', async () => {
    await world.control.editCluster(id, { operations: { ends: 'when-told' } });
    const { poll, get } = await start();
    const running = await poll();
    const [operation] = (await world.control.operations(id)).slice(-1);
    await world.control.finishOperation(operation?.id ?? '', { status: 'Failed', error: failure });
    const ended = await poll();

    expect(textAt(running.body, 'status')).toBe('InProgress');
    expect(objectAt(ended.body)).toMatchObject({ status: 'Failed', error: failure });
    const { body } = await get();
    expect(textAt(body, 'properties', 'provisioningState')).toBe('Failed');
  });

  test('ends after as many polls as planned, reading the cluster counted', async () => {
    await world.control.editCluster(id, { operations: { ends: { afterPolls: 2 } } });
    const { poll, get } = await start();
    const seen = [await poll(), await get(), await poll()];
    expect(
      seen.map(
        ({ body }) => textAt(body, 'status') || textAt(body, 'properties', 'provisioningState'),
      ),
    ).toEqual(['InProgress', 'Updating', 'Succeeded']);
  });

  test('may carry an error while it runs, and one when it has succeeded', async () => {
    await world.control.editCluster(id, {
      operations: { ends: { afterPolls: 1 }, error: failure, errorWhileInProgress: failure },
    });
    const { poll } = await start();
    for (const status of ['InProgress', 'Succeeded']) {
      expect(objectAt((await poll()).body)).toMatchObject({ status, error: failure });
    }
  });

  test('that has ended by its time shows so without being polled', async () => {
    await world.control.editCluster(id, { operations: { ends: { afterMs: 0 } } });
    await start();
    const body = await world.control.cluster(id);
    expect(textAt(body, 'properties', 'provisioningState')).toBe('Succeeded');
  });

  test('is found by its whole address only', async () => {
    const { poll } = await start();
    await poll();
    const [put] = (await world.control.requests({ method: 'PUT' })).slice(-1);
    const address = put?.responseHeaders['azure-asyncoperation'] ?? '';
    const token = await world.control.token({ person: people.ada });
    const unsigned = address.replace(/&t=.*/, '');
    const { status } = await fetch(unsigned, { headers: { authorization: `Bearer ${token}` } });
    expect(status).toBe(404);
  });
});

describe('the log', () => {
  test('holds what was asked and answered, without secrets', async () => {
    const asRavi = armClient(world.emulator.url, people.ravi);
    const headers = { 'x-ms-correlation-request-id': 'c0ffee', cookie: 'secret=1' };
    await asRavi('GET', world.urlOf({ name: 'aks-one' }), { headers });
    const [entry] = await world.control.requests({ operator: people.ravi, path: 'aks-one' });

    expect(entry).toMatchObject({
      surface: 'arm',
      method: 'GET',
      path: id,
      query: '?api-version=2026-06-01',
      status: 200,
      operator: people.ravi,
      correlationId: 'c0ffee',
    });
    expect(entry?.headers['authorization']).toBeUndefined();
    expect(entry?.headers['cookie']).toBeUndefined();
    expect(entry?.responseBody).toContain('"aks-one"');
  });
});

describe('the address echo', () => {
  const ask = async () => {
    const response = await fetch(`${world.emulator.url}/echo/ip`);
    const allowed = response.headers.get('access-control-allow-origin');
    return [response.status, allowed, await response.text()];
  };

  test('tells any page the address of the world, or what it was told to say', async () => {
    expect(await ask()).toEqual([200, '*', '81.2.69.142']);
    await world.control.settings({ clientAddress: '193.168.1.77' });
    expect(await ask()).toEqual([200, '*', '193.168.1.77']);
    await world.control.settings({ echo: { status: 503, text: '<html>sorry' } });
    expect(await ask()).toEqual([503, '*', '<html>sorry']);
    await world.control.settings({ echo: null, clientAddress: '81.2.69.142' });
  });
});

test('a control route that does not exist is a 404', async () => {
  expect((await fetch(url('nonsense'))).status).toBe(404);
});

test('people are listed with their directories', async () => {
  const listed = await (await fetch(url('people'))).json();
  expect(listAt(listed).map((person) => textAt(person, 'upn'))).toContain(people.noor);
});
