import { expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { type FakeAnswer, fakeAzure } from '#lib/azure/test-azure';
import { clusterKey } from '#lib/clusters/resource-id';
import { row } from '#lib/clusters/test-kit';
import { ok } from '#lib/result';
import { readFleetRights } from './fleet-rights.ts';

const home = '11111111-1111-4111-8111-111111111111';
const credentialOf = (tenantId: string) => makeCredential(tenantId, async () => ok(tenantId));
const shops = '22222222-2222-4222-8222-222222222222';
const labs = '33333333-3333-4333-8333-333333333333';

const fleet = ([subscription, group]: readonly [string, string], ...names: readonly string[]) =>
  names.map((name) => row({ subscription, group, name, entries: [] }, 'Shops'));

const write = { actions: ['Microsoft.ContainerService/managedClusters/*'], notActions: [] };
const reads = { actions: ['*/read'], notActions: [] };
const freeze = (scope: string, level = 'ReadOnly') => ({
  id: `${scope}/providers/Microsoft.Authorization/locks/freeze`,
  name: 'freeze',
  properties: { level },
});

/** What Azure answers about scopes, each by the end of its path; what is not named it does not tell. */
type Answers = Readonly<Record<string, readonly unknown[]>>;

async function rightsOf(
  rows: ReturnType<typeof fleet>,
  told: { permissions?: Answers; locks?: Answers },
) {
  const { arm, requests } = fakeAzure(({ url }): FakeAnswer => {
    const [scope = '', what = ''] = new URL(url).pathname.split(
      '/providers/Microsoft.Authorization/',
    );
    const answers = what === 'locks' ? (told.locks ?? { '': [] }) : (told.permissions ?? {});
    const [, value] = Object.entries(answers).find(([end]) => scope.endsWith(end)) ?? [];
    return value ? { body: { value } } : { status: 403 };
  });
  const rights = await readFleetRights(arm, credentialOf, rows);
  const names = (some: ReturnType<typeof fleet>) => some.map(({ id }) => id.name);
  return {
    missing: names([...rights.missing]),
    locked: names([...rights.locked]),
    unknown: rights.unknown,
    requests,
    asked: (what: string) => requests.filter(({ url }) => url.includes(`/${what}?`)).length,
  };
}

test('asks two questions about a subscription whose every cluster a person may write', async () => {
  const rows = [...fleet([shops, 'rg-a'], 'a', 'b'), ...fleet([shops, 'rg-b'], 'c')];
  const rights = await rightsOf(rows, { permissions: { [shops]: [reads, write] } });
  expect(rights).toMatchObject({ missing: [], locked: [], unknown: 0 });
  expect(rights.requests).toHaveLength(2);
});

test('finds the roles that somebody has on a resource group or on one cluster only', async () => {
  const rows = [
    ...fleet([shops, 'rg-own'], 'a', 'b'),
    ...fleet([shops, 'rg-mixed'], 'c', 'd'),
    ...fleet([shops, 'rg-single'], 'e'),
  ];
  const rights = await rightsOf(rows, {
    permissions: {
      [shops]: [reads],
      '/rg-own': [reads, write],
      '/rg-mixed': [reads],
      '/c': [reads],
      '/d': [reads, write],
      '/e': [reads],
    },
  });
  expect(rights).toMatchObject({ missing: ['c', 'e'], unknown: 0 });
  // One of the subscription, one each of the groups with several, one each of the clusters that are left.
  expect(rights.asked('permissions')).toBe(1 + 2 + 3);
});

test('calls nothing missing of which Azure does not tell', async () => {
  const rows = fleet([shops, 'rg-a'], 'a', 'b');
  expect(await rightsOf(rows, {})).toMatchObject({ missing: [], unknown: 2 });
  expect(await rightsOf(rows, { permissions: { [shops]: [reads] } })).toMatchObject({
    missing: [],
    unknown: 2,
  });
});

test('names what a read-only lock on the cluster or on what is above it forbids to change', async () => {
  const rows = [...fleet([shops, 'rg-a'], 'a', 'b'), ...fleet([labs, 'rg-b'], 'c', 'd')];
  const [a, , c] = rows.map(({ id }) => clusterKey(id));
  const permissions = { [shops]: [write], [labs]: [write] };
  const locks = {
    [shops]: [freeze(`${a}`), freeze(`/subscriptions/${shops}/resourceGroups/rg-other`)],
    [labs]: [freeze(`${c}`, 'CanNotDelete'), freeze(`/subscriptions/${labs}/resourceGroups/RG-B`)],
  };
  expect(await rightsOf(rows, { permissions, locks })).toMatchObject({ locked: ['a', 'c', 'd'] });
});

test('asks the resource group about locks where the subscription does not tell', async () => {
  const rows = fleet([shops, 'rg-a'], 'a', 'b');
  const locks = { '/rg-a': [freeze(`/subscriptions/${shops}/resourceGroups/rg-a`)] };
  const rights = await rightsOf(rows, { permissions: { [shops]: [write] }, locks });
  expect(rights).toMatchObject({ locked: ['a', 'b'] });
  expect(rights.asked('locks')).toBe(2);
});

test('names once what may not be written and is locked as well', async () => {
  const rows = fleet([shops, 'rg-a'], 'a');
  const locks = { [shops]: [freeze(`/subscriptions/${shops}`)] };
  const permissions = { '': [reads] };
  expect(await rightsOf(rows, { permissions, locks })).toMatchObject({
    missing: ['a'],
    locked: [],
  });
});

test('asks 100 questions about a subscription, and calls the clusters that are left unknown', async () => {
  const rows = Array.from({ length: 300 }, (_, at) => fleet([shops, `rg-${at}`], `c${at}`)).flat();
  const rights = await rightsOf(rows, { permissions: { '': [reads] } });
  expect(rights.requests).toHaveLength(100);
  // Two were about the subscription: its permissions, and its locks.
  expect(rights.missing).toHaveLength(98);
  expect(rights.unknown).toBe(202);
});

test('asks 2,500 questions together, those about whole subscriptions first', async () => {
  const rows = Array.from({ length: 1200 }, (_, at) => {
    const subscription = `22222222-2222-4222-8222-${String(at).padStart(12, '0')}`;
    return fleet([subscription, 'rg-a'], `c${at}`);
  }).flat();
  const rights = await rightsOf(rows, { permissions: { '': [reads] } });
  expect(rights.requests).toHaveLength(2500);
  expect(rights.asked('locks')).toBe(1200);
  expect(rights.missing).toHaveLength(100);
  expect(rights.unknown).toBe(1100);
});

test('asks about each cluster with the token of the directory that listed it', async () => {
  const guest = '99999999-9999-4999-8999-999999999999';
  const [own, other] = [fleet([shops, 'rg-a'], 'a'), fleet([labs, 'rg-b'], 'b')];
  const rows = [
    ...own.map((each) => Object.assign(each, { tenantId: home })),
    ...other.map((each) => Object.assign(each, { tenantId: guest })),
  ];
  const { requests } = await rightsOf(rows, { permissions: { '': [write] } });
  const tokenFor = (subscription: string) =>
    new Set(
      requests
        .filter(({ url }) => url.includes(subscription))
        .map(({ headers }) => headers.get('authorization')),
    );
  expect([...tokenFor(shops)]).toEqual([`Bearer ${home}`]);
  expect([...tokenFor(labs)]).toEqual([`Bearer ${guest}`]);
});
