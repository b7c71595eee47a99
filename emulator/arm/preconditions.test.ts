import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { at, listAt, objectAt, textAt, withAt } from '../json-edit.ts';
import { armClient } from '../testing/arm-client.ts';
import { people, startWorld } from '../testing/world.ts';
import type { ClusterSpec } from '../world/build-cluster.ts';

const specs = {
  untouched: { name: 'aks-untouched', entries: ['73.140.245.0/24'] },
  bare: { name: 'aks-wants-bare', behaviour: { ifMatch: 'bare' } },
  quoted: { name: 'aks-wants-quoted', behaviour: { ifMatch: 'quoted' } },
  hidden: { name: 'aks-hides-etag', behaviour: { showsETag: false } },
} as const satisfies Record<string, ClusterSpec>;

let world: Awaited<ReturnType<typeof startWorld>>;
let asAda: ReturnType<typeof armClient>;
beforeAll(async () => {
  world = await startWorld({ clusters: Object.values(specs), operations: { ends: 'at-once' } });
  asAda = armClient(world.emulator.url, people.ada);
});
afterAll(() => world.close());

async function read(spec: ClusterSpec): Promise<JsonObject> {
  return objectAt((await asAda('GET', world.urlOf(spec))).body);
}

describe('If-Match', () => {
  const spellings = [
    { spec: specs.untouched, quote: '', status: 200 },
    { spec: specs.untouched, quote: '"', status: 200 },
    { spec: specs.bare, quote: '', status: 200 },
    { spec: specs.bare, quote: '"', status: 412 },
    { spec: specs.quoted, quote: '', status: 412 },
    { spec: specs.quoted, quote: '"', status: 200 },
  ] as const;
  for (const { spec, quote, status } of spellings) {
    test(`${quote === '' ? 'bare' : 'quoted'} at ${spec.name} answers ${status}`, async () => {
      const body = await read(spec);
      const ifMatch = `${quote}${textAt(body, 'eTag')}${quote}`;
      const answer = await asAda('PUT', world.urlOf(spec), {
        body,
        headers: { 'if-match': ifMatch },
      });
      expect(answer.status).toBe(status);
    });
  }

  const conditions = [
    { headers: { 'if-match': 'old' }, status: 412 },
    { headers: { 'if-match': '*' }, status: 200 },
    { headers: { 'if-none-match': '*' }, status: 412 },
    { headers: { 'if-none-match': 'something' }, status: 400 },
    { headers: { 'if-match': '*', 'if-none-match': '*' }, status: 400 },
  ] as const;
  for (const { headers, status } of conditions) {
    test(`${JSON.stringify(headers)} answers ${status}`, async () => {
      const body = await read(specs.untouched);
      const answer = await asAda('PUT', world.urlOf(specs.untouched), { body, headers });
      expect(answer.status).toBe(status);
    });
  }

  test('an old eTag changes nothing and is told flat', async () => {
    const before = await world.control.cluster(world.idOf(specs.untouched));
    const body = withAt(before, ['tags'], { changed: 'yes' });
    const headers = { 'if-match': 'old' };
    const answer = await asAda('PUT', world.urlOf(specs.untouched), { body, headers });

    expect(textAt(answer.body, 'code')).toBe('PreconditionFailed');
    expect(await world.control.cluster(world.idOf(specs.untouched))).toEqual(before);
  });

  test('eTags are shown from 2024-09-01 on, and not where the cluster hides them', async () => {
    const shown = async (spec: ClusterSpec, version: string) => {
      const { body } = await asAda('GET', world.urlOf(spec, version));
      const pool = listAt(body, 'properties', 'agentPoolProfiles')[0];
      return [textAt(body, 'eTag') !== '', textAt(pool, 'eTag') !== ''];
    };
    expect(await shown(specs.untouched, '2024-09-01')).toEqual([true, true]);
    expect(await shown(specs.untouched, '2022-11-01')).toEqual([false, false]);
    expect(await shown(specs.hidden, '2026-06-01')).toEqual([false, false]);
  });

  test("a write of the cluster moves its eTag and its pools'", async () => {
    const before = await read(specs.untouched);
    await asAda('PUT', world.urlOf(specs.untouched), { body: before });
    const after = await read(specs.untouched);

    const pool = (body: JsonObject) => listAt(body, 'properties', 'agentPoolProfiles')[0];
    expect(textAt(after, 'eTag')).not.toBe(textAt(before, 'eTag'));
    expect(textAt(pool(after), 'eTag')).toMatch(/^[0-9a-f-]{36}$/);
    expect(textAt(pool(after), 'eTag')).not.toBe(textAt(pool(before), 'eTag'));
  });

  test("an edit of a pool moves that pool's eTag and not the cluster's", async () => {
    const before = await read(specs.untouched);
    await world.control.editCluster(world.idOf(specs.untouched), {
      pool: { name: 'nodepool1', patch: { count: 5 } },
    });
    const after = await read(specs.untouched);

    const pool = (body: JsonObject) => listAt(body, 'properties', 'agentPoolProfiles')[0];
    expect(textAt(after, 'eTag')).toBe(textAt(before, 'eTag'));
    expect(textAt(pool(after), 'eTag')).not.toBe(textAt(pool(before), 'eTag'));
    expect(at(pool(after), 'count')).toBe(5);
  });
});
