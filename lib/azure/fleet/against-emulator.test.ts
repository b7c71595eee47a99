import { afterAll, expect, test } from 'vitest';
import { createArm } from '#lib/azure/http/arm';
import { contoso, type ShopSeed, startShops } from '#lib/azure/test-emulator-shop';
import { coverageOf } from '#lib/ranges/entry';
import { readAddressHolders } from './address-holders.ts';
import { findDirectory, listDirectories } from './directories.ts';
import { readFleet } from './fleet.ts';
import { makeGraphQuota } from './graph-quota.ts';

const { emulator, arm, seed } = await startShops();
afterAll(() => emulator.close());

test('reads the fleet from Resource Graph, first the clusters of whose list that is silent', async () => {
  const others = [['aks-a', { enablePrivateCluster: true }] as const, ['aks-z', {}] as const];
  const { id, person } = await seed({ others });
  const rows = [
    { id: { ...id, name: 'aks-z' }, access: 'open', accessConfirmed: false },
    { id: { ...id, name: 'aks-a' }, access: 'private' },
    { id, subscriptionName: 'sub-shop', tenantId: contoso, entries: ['193.168.1.0/24'] },
  ];
  const value = { rows, subscriptionsRead: 1, notes: [] };
  expect(await readFleet(arm, person)).toMatchObject({ ok: true, value });
});

test('asks for whole clusters where Resource Graph objects to a question about parts of them', async () => {
  const { id, upn, person } = await seed({ others: [['aks-z', {}]] });
  const error = { code: 'BadRequest', message: 'Unknown function: strcat_array.' };
  // Of a thousand rows, of five hundred and of two hundred and fifty.
  const refused = { times: 3, do: { answer: { status: 400, body: { error } } } };
  const match = { path: 'Microsoft.ResourceGraph', operator: upn };
  await emulator.control('POST', 'faults', { match, ...refused });
  const rows = [
    { id, subscriptionName: 'sub-shop', entries: ['193.168.1.0/24'], accessConfirmed: true },
    { id: { ...id, name: 'aks-z' }, access: 'open', accessConfirmed: false },
  ];
  const value = { rows, subscriptionsRead: 1, notes: [] };
  expect(await readFleet(arm, person)).toMatchObject({ ok: true, value });
});

test('lists the resource groups of somebody who sees no more, when Resource Graph forbids to ask', async () => {
  const { id, upn, person } = await seed({
    role: (subscriptionId) => ({
      scope: `/subscriptions/${subscriptionId}/resourceGroups/rg-shop`,
    }),
  });
  const match = { path: 'Microsoft.ResourceGraph', operator: upn };
  const answer = { status: 403, body: { error: { code: 'Forbidden', message: 'Not here.' } } };
  // Asked once more, in whatever way, it would answer.
  await emulator.control('POST', 'faults', { match, times: 1, do: { answer } });
  expect(await readFleet(arm, person)).toMatchObject({
    ok: true,
    value: {
      rows: [{ id, accessConfirmed: true }],
      subscriptionsRead: 1,
      unreadable: [],
      notes: [{ code: 'listed-directly' }],
    },
  });
});

test('lists the subscriptions when Resource Graph does not answer in time', async () => {
  const { id, upn, person } = await seed();
  const match = { path: 'Microsoft.ResourceGraph', operator: upn };
  const hold = { match, do: { hold: 'before' } };
  await emulator.control('POST', 'faults', hold);
  const impatient = createArm({ resourceManager: emulator.url, graphPatienceMs: 20 });
  expect(await readFleet(impatient, person)).toMatchObject({
    ok: true,
    value: { rows: [{ id }], unreadable: [], notes: [{ code: 'listed-directly' }] },
  });
});

test('finds what has an address, among what the person sees', async () => {
  const ranges = ['137.117.106.90', '137.117.106.91', '137.117.106.88/29'].flatMap(
    (each) => coverageOf(each) ?? [],
  );
  const titlesFor = async (world: ShopSeed) => {
    const { person: credential } = await seed(world);
    const holders = await readAddressHolders({ arm, credential, quota: makeGraphQuota() }, ranges);
    return holders.ok && [...holders.value].map(([cidr, { title }]) => [cidr, title]);
  };
  expect(await titlesFor({})).toEqual([['137.117.106.90/32', 'Public IP address out']]);
  const scopeOf = (id: string) => ({ scope: `/subscriptions/${id}/resourceGroups/rg-shop` });
  expect(await titlesFor({ role: scopeOf })).toEqual([]);
});

test('lists directories, and finds the one of a subscription', async () => {
  const { id, person } = await seed();
  expect(await listDirectories(arm, person)).toMatchObject({ value: [{ tenantId: contoso }] });
  expect(await findDirectory(arm, id.subscriptionId)).toEqual({ ok: true, value: contoso });
});
