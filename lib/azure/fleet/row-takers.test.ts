import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { fakeAzure } from '#lib/azure/test-azure';
import { ownTurn } from '#lib/own-turn';
import { ok } from '#lib/result';
import { readFleet } from './fleet.ts';
import { makeRowMemory } from './row-memory.ts';
import { ada, azureOf, rows } from './test-graph.ts';

const subscriptionId = '22222222-2222-4222-8222-222222222222';
const ben = makeCredential('99999999-9999-4999-8999-999999999999', async () => ok('token'));

const row = (name: string, ranges: string) => ({
  id: `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`,
  provisioningState: 'Succeeded',
  ranges,
  rangeCount: ranges.split(',').length,
});
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => row(name, '193.168.1.0/24,10.0.0.1'));

/** An Azure with these rows, read with one memory by one person or another. */
function worldOf(memory = makeRowMemory()) {
  return async (data: readonly unknown[], who = ada, displayName = 'Shop') => {
    const value = [{ subscriptionId, displayName }];
    const { arm } = fakeAzure(({ method }) =>
      method === 'POST'
        ? { body: { totalRecords: data.length, count: data.length, data } }
        : { body: { value } },
    );
    const fleet = await readFleet(arm, who, { memory });
    if (!fleet.ok) throw new Error(fleet.error.azureMessage);
    await later();
    return fleet.value;
  };
}

/** When what was read is kept. */
async function later(): Promise<void> {
  vi.advanceTimersByTime(1000);
  await ownTurn();
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('gives who is sent the same rows the same clusters, and of a changed row another', async () => {
  const read = worldOf();
  const first = await read([a, b, c, d]);
  const sameAs = (one: typeof first, other: typeof first) =>
    one.rows.map((each, at) => each === other.rows[at]);
  // The last one of an answer is always parsed, and what stands in one piece with something new.
  expect(sameAs(await read([a, b, c, d]), first)).toEqual([true, true, true, false]);
  const changed = [a, row('b', '193.168.2.0/24'), c, d];
  const second = await read(changed);
  expect(sameAs(second, first)).toEqual([true, false, false, false]);
  const third = await read(changed);
  expect(sameAs(third, first)).toEqual([true, false, true, false]);
  expect(sameAs(third, second)).toEqual([true, true, false, false]);
  const unchanged = ['193.168.1.0/24', '10.0.0.1'];
  expect(third.rows.map(({ entries }) => entries)).toEqual([
    unchanged,
    ['193.168.2.0/24'],
    unchanged,
    unchanged,
  ]);
});

test('shows nobody a cluster that they were not sent', async () => {
  const read = worldOf();
  await read([a, b, c, d]);
  expect((await read([c], ben)).rows.map(({ id }) => id.name)).toEqual(['c']);
});

test('keeps the names and the directory of each reader apart', async () => {
  const read = worldOf();
  const first = await read([a, b, c]);
  const second = await read([a, b, c], ben, 'Shop, renamed');
  const namesOf = ({ rows }: typeof first) =>
    rows.map(({ subscriptionName, tenantId }) => `${subscriptionName} ${tenantId}`);
  expect(new Set(namesOf(first))).toEqual(new Set([`Shop ${ada.tenantId}`]));
  expect(namesOf(await read([a, b, c], ada, 'Other'))[0]).toBe(`Other ${ada.tenantId}`);
  expect(new Set(namesOf(second))).toEqual(new Set([`Shop, renamed ${ben.tenantId}`]));
  const benNames = { subscriptionName: 'Shop, renamed', tenantId: ben.tenantId };
  expect(second.rows[0]).toEqual({ ...first.rows[0], ...benNames });
  expect(second.rows[0]?.entries).toEqual(['193.168.1.0/24', '10.0.0.1']);
});

test('names a row each time that cannot be understood', async () => {
  const read = worldOf();
  const strange = { id: '/subscriptions/x', name: 'strange' };
  for (let time = 0; time < 2; time++) {
    const { rows, unreadable } = await read([a, strange, b, c]);
    expect(rows.map(({ id }) => id.name)).toEqual(['a', 'b', 'c']);
    expect(unreadable).toMatchObject([{ label: 'strange' }]);
  }
});

test('reads rows that are no plain objects, or hold others, as it would without a memory', async () => {
  const read = worldOf();
  const whole = (name: string) => ({
    ...row(name, '10.0.0.1'),
    properties: {
      agentPoolProfiles: [{ name: 'one' }, { name: 'two' }],
      apiServerAccessProfile: { authorizedIPRanges: ['10.0.0.2'] },
    },
  });
  const wholes = ['a', 'b', 'c', 'd'].map(whole);
  for (const data of [wholes, [a, b, 1, c, d], [[{ id: 1 }, { id: 2 }], a, b, c, d]]) {
    const { rows } = await read(data);
    expect(rows.map(({ id }) => id.name)).toEqual(['a', 'b', 'c', 'd']);
  }
  expect((await read(wholes)).rows[0]?.entries).toEqual(['10.0.0.2']);
});

test('counts what it takes, so that no page is asked for twice', async () => {
  const memory = makeRowMemory();
  for (let time = 0; time < 2; time++) {
    const azure = azureOf(() => rows(1500));
    const fleet = await readFleet(azure.arm, ada, { memory });
    expect(fleet.ok && fleet.value.rows).toHaveLength(1500);
    expect(azure.asked).toHaveLength(2);
    await later();
  }
});
