import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textAt } from '../json-edit.ts';
import { armClient } from '../testing/arm-client.ts';
import { people, startWorld } from '../testing/world.ts';
import { contoso } from '../world/world.ts';

let world: Awaited<ReturnType<typeof startWorld>>;
let asAda: ReturnType<typeof armClient>;
let asRavi: ReturnType<typeof armClient>;
let cluster: string;
beforeAll(async () => {
  world = await startWorld({ clusters: [{ name: 'aks-one', entries: ['73.140.245.0/24'] }] });
  asAda = armClient(world.emulator.url, people.ada);
  asRavi = armClient(world.emulator.url, people.ravi);
  cluster = world.urlOf({ name: 'aks-one' });
});
afterAll(() => world.close());

const teapot = { answer: { status: 418, headers: { 'retry-after': '7' }, body: { code: 'Tea' } } };
const eTag = async () => textAt(await world.control.cluster(world.clusters[0]?.id ?? ''), 'eTag');

describe('a fault', () => {
  test('strikes the requests it matches, as often as it should, after those it lets pass', async () => {
    const fault = await world.control.addFault({
      match: { method: 'get', path: 'managedclusters/AKS-one', operator: people.ada },
      times: 1,
      skip: 1,
      do: teapot,
    });
    const others = await asRavi('GET', cluster);
    const mine = [
      await asAda('GET', cluster),
      await asAda('GET', cluster),
      await asAda('GET', cluster),
    ];
    await world.control.removeFault(fault.id);

    expect(others.status).toBe(200);
    expect(mine.map(({ status }) => status)).toEqual([200, 418, 200]);
    expect(mine[1]?.headers.get('retry-after')).toBe('7');
    expect(mine[1]?.body).toEqual({ code: 'Tea' });
  });

  const matches = [
    { match: { subscription: '00000000-0000-4000-8000-00000000dead' }, strikes: false },
    { match: { method: 'PUT' }, strikes: false },
    { match: { tenantId: contoso.id }, strikes: true },
    { match: { tenantId: '00000000-0000-4000-8000-00000000dead' }, strikes: false },
    { match: { path: 'api-version=2026-06-01$' }, strikes: true },
  ] as const;
  for (const { match, strikes } of matches) {
    test(`${JSON.stringify(match)} ${strikes ? 'strikes' : 'does not strike'}`, async () => {
      const { id } = await world.control.addFault({ match: { ...match }, do: teapot });
      const { status } = await asAda('GET', cluster);
      await world.control.removeFault(id);
      expect(status === 418).toBe(strikes);
    });
  }

  test('challenges for claims', async () => {
    const claims = { access_token: { nbf: { essential: true, value: '1604106651' } } };
    const { id } = await world.control.addFault({
      match: { operator: people.ada },
      do: { claims, spelling: 'invalid_token', encoding: 'unpadded' },
    });
    const { status, headers } = await asAda('GET', cluster);
    await world.control.removeFault(id);

    expect(status).toBe(401);
    const challenge = headers.get('www-authenticate') ?? '';
    expect(challenge).toContain('error="invalid_token"');
    const [, encoded = ''] = /claims="([^"]+)"/.exec(challenge) ?? [];
    expect(encoded).not.toContain('=');
    expect(JSON.parse(Buffer.from(encoded, 'base64').toString())).toEqual(claims);
  });

  test('breaks the connection before Azure acts, or after', async () => {
    const { body } = await asAda('GET', cluster);
    const reset = async (when: 'before' | 'after') => {
      const { id } = await world.control.addFault({
        match: { method: 'PUT', operator: people.ada },
        do: { reset: when },
      });
      const before = await eTag();
      await expect(asAda('PUT', cluster, { body })).rejects.toThrow();
      await world.control.removeFault(id);
      return (await eTag()) === before ? 'nothing happened' : 'Azure acted';
    };

    expect([await reset('before'), await reset('after')]).toEqual([
      'nothing happened',
      'Azure acted',
    ]);
    const puts = await world.control.requests({ method: 'PUT', operator: people.ada });
    expect(puts.map(({ status }) => status)).toEqual([0, 200]);
  });

  test('answers otherwise than Azure, which has acted', async () => {
    const { body } = await asAda('GET', cluster);
    const before = await eTag();
    const { id } = await world.control.addFault({
      match: { method: 'PUT', operator: people.ada },
      times: 1,
      do: { answer: { status: 504, when: 'after' } },
    });

    expect((await asAda('PUT', cluster, { body })).status).toBe(504);
    expect(await eTag()).not.toBe(before);
    await world.control.removeFault(id);
    // The operation has to end before the next one may start.
    await asAda('GET', cluster);
    await asAda('GET', cluster);
  });

  const holds = [
    { hold: 'before', outcome: 'go-on', acted: false, answered: true },
    { hold: 'before', outcome: 'lost', acted: false, answered: false },
    { hold: 'after', outcome: 'go-on', acted: true, answered: true },
    { hold: 'after', outcome: 'lost', acted: true, answered: false },
  ] as const;
  for (const { hold, outcome, acted, answered } of holds) {
    test(`holds a request ${hold} Azure acts; then ${outcome}`, async () => {
      const { body } = await asAda('GET', cluster);
      const before = await eTag();
      const { id } = await world.control.addFault({
        match: { method: 'PATCH', operator: people.ada },
        do: { hold },
      });

      const sent = asAda('PATCH', cluster, { body: { tags: { at: before }, was: body } }).then(
        ({ status }) => status,
        () => 'lost',
      );
      expect(await world.control.faultHolds(id)).toMatchObject({ struck: 1, held: 1 });
      expect((await eTag()) !== before).toBe(acted);
      await world.control.releaseFault(id, { outcome });

      expect((await sent) !== 'lost').toBe(answered);
      expect((await eTag()) !== before).toBe(acted || answered);
      await world.control.removeFault(id);
      // The tags' own operation has to end before the next one may start.
      await asAda('GET', cluster);
      await asAda('GET', cluster);
    });
  }

  test('with a pattern that is none is refused', async () => {
    const broken = world.control.addFault({ match: { path: '(' }, do: teapot });
    await expect(broken).rejects.toThrow('expected a regular expression');
  });
});
