import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, listAt, objectAt, textAt } from '../json-edit.ts';
import type { SeedCluster } from '../seed.ts';
import { armClient } from '../testing/arm-client.ts';
import { people, startWorld } from '../testing/world.ts';

const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
const day = 24 * 60 * 60;

let world: Awaited<ReturnType<typeof startWorld>>;

beforeAll(async () => {
  const seeded = { changedBy: 'old@contoso.com', before: [], after: ['73.140.245.0/24'] };
  world = await startWorld({
    clusters: [
      {
        name: 'aks-a',
        entries: ['73.140.245.0/24'],
        behaviour: {
          listRecords: [
            { ...seeded, agoSeconds: 15 * day },
            { ...seeded, agoSeconds: 13 * day, clientType: 'Azure Portal' },
          ],
        },
      },
      { name: 'aks-b', entries: ['73.140.245.0/24', '193.168.1.0/24'] },
    ],
  });
});
afterAll(() => world.close());

function cluster(index: number): string {
  return world.clusters[index]?.id ?? '';
}

async function recordsOf(id: string, upn: string = people.ada) {
  const query = `resourcechanges | where tostring(properties.targetResourceId) =~ '${id.toUpperCase()}' | project id, properties | order by id asc`;
  const { body } = await armClient(world.emulator.url, upn)('POST', path, { body: { query } });
  return listAt(body, 'data').map((row) => objectAt(row, 'properties'));
}

describe('who changed a list', () => {
  test('is told for fourteen days', async () => {
    const [record, ...others] = await recordsOf(cluster(0));

    expect(others).toEqual([]);
    expect(objectAt(record, 'changeAttributes')).toMatchObject({
      changedBy: 'old@contoso.com',
      changedByType: 'User',
      clientType: 'Azure Portal',
    });
  });

  test('is who wrote, with the correlation id of the request and the application', async () => {
    const id = cluster(1);
    const asAda = armClient(world.emulator.url, people.ada);
    const address = `${id}?api-version=2026-06-01`;
    const { body } = await asAda('GET', address);
    const access = { ...objectAt(body, 'properties', 'apiServerAccessProfile') };
    const properties = {
      ...objectAt(body, 'properties'),
      apiServerAccessProfile: { ...access, authorizedIPRanges: ['193.168.1.0/24'] },
    };
    const headers = { 'x-ms-correlation-request-id': '5ca1ab1e-0000-4000-8000-000000000001' };
    const put = await asAda('PUT', address, {
      body: { ...objectAt(body), properties },
      headers,
    });
    const [record] = await recordsOf(id);

    expect(put.status).toBe(200);
    expect(objectAt(record, 'changeAttributes')).toMatchObject({
      changedBy: people.ada,
      clientType: expect.stringMatching(/^[0-9a-f-]{36}$/),
      correlationId: '5ca1ab1e-0000-4000-8000-000000000001',
    });
    expect(at(record, 'changes')).toEqual({
      'properties.apiServerAccessProfile.authorizedIPRanges[0]': {
        previousValue: '73.140.245.0/24',
        newValue: '193.168.1.0/24',
      },
      'properties.apiServerAccessProfile.authorizedIPRanges[1]': {
        previousValue: '193.168.1.0/24',
        newValue: 'null',
      },
    });
  });

  test('is hidden from whoever may not read the cluster', async () => {
    expect(await recordsOf(cluster(0), people.noor)).toEqual([]);
  });

  test('is nobody where the list stays as it was', async () => {
    const before = await recordsOf(cluster(0));
    await world.control.editCluster(cluster(0), { tags: { team: 'shop' } });
    expect(await recordsOf(cluster(0))).toEqual(before);
  });
});

const profile = 'properties.apiServerAccessProfile';
const forms = [
  ['list', `${profile}.authorizedIPRanges`, '["198.51.100.0/24"]'],
  ['profile', profile, '{"authorizedIPRanges":["198.51.100.0/24"]}'],
  ['truncated', `${profile}.authorizedIPRanges`, '["198.51.1'],
] as const satisfies readonly [SeedCluster['recordsListAs'], string, string][];

describe('what changed in a list is named in the way that the cluster is told to', () => {
  for (const [recordsListAs, key, newValue] of forms) {
    test(recordsListAs, async () => {
      await world.control.editCluster(cluster(0), { authorizedIPRanges: ['1.1.1.0/24'] });
      await world.control.editCluster(cluster(0), {
        recordsListAs,
        authorizedIPRanges: ['198.51.100.0/24'],
        by: { changedBy: `${recordsListAs}@contoso.com` },
      });
      const record = (await recordsOf(cluster(0))).find(
        (each) => textAt(each, 'changeAttributes', 'changedBy') === `${recordsListAs}@contoso.com`,
      );
      expect(objectAt(record, 'changes', key)['newValue']).toBe(newValue);
    });
  }
});
