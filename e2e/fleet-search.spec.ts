import { isDeepStrictEqual } from 'node:util';
import { seedSubscription, shownClusters } from './fixtures/fleet.ts';
import { type Azure, clusters, expect, type Seeded, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';

function seedShop(azure: Azure): Promise<Seeded> {
  return azure.seed({
    ...clusters(
      { name: 'aks-alpha', entries: ['81.2.69.0/24'], resourceGroup: 'rg-payments' },
      { name: 'aks-beta', entries: ['73.140.245.0/24'], tags: { team: 'Checkout' } },
      { name: 'aks-gamma', version: '1.29.15', location: 'northeurope' },
      { name: 'aks-delta', entries: ['0.0.0.0/32'], power: 'Stopped' },
    ),
    displayName: 'sub-shop-prod',
  });
}

test('finds clusters by what is written on them', async ({ azure }) => {
  const { operator, clusters: seeded, subscription } = await seedShop(azure);
  const beta = seeded.find(({ name }) => name === 'aks-beta');
  const ada = await signInOverHttp(operator);
  const searches = [
    ['BETA', ['aks-beta']],
    ['payments', ['aks-alpha']],
    ['sub-shop', ['aks-alpha', 'aks-beta', 'aks-delta', 'aks-gamma']],
    ['team=checkout', ['aks-beta']],
    [beta?.fqdn ?? '', ['aks-beta']],
    [beta?.id ?? '', ['aks-beta']],
    [`${subscription.id} gamma`, ['aks-gamma']],
  ] as const;

  for (const [q, found] of searches) {
    const page = await ada.open(`/clusters?${new URLSearchParams({ q })}`);
    expect(page.all('cluster', 'Clusters')).toEqual(found);
  }
});

test('finds the cluster that an error of kubectl is about', async ({ azure }) => {
  const { operator, clusters: seeded } = await seedShop(azure);
  const gamma = seeded.find(({ name }) => name === 'aks-gamma');
  const ada = await signInOverHttp(operator);
  const pasted = `Unable to connect to the server: dial tcp: lookup ${gamma?.fqdn} on 10.0.0.2:53: i/o timeout`;
  const fill = { 'Search clusters': pasted };
  const found = await ada.press(await ada.open('/clusters'), 'Search', { fill });

  expect(found.all('cluster', 'Clusters')).toEqual(['aks-gamma']);
});

test('says that nothing matches, and leads back to all', async ({ azure }) => {
  const { operator } = await seedShop(azure);
  const ada = await signInOverHttp(operator);

  const page = await ada.open('/clusters?q=nowhere');

  expect(page.all('heading')).toContain('No cluster matches');
  expect(page.text).toContain('4 are hidden by what you searched or filtered.');
  expect((await ada.follow(page, 'Show all')).all('cluster', 'Clusters')).toHaveLength(4);
});

test('says what to do about an error of kubectl that is about no cluster one sees', async ({
  azure,
}) => {
  const { operator } = await seedShop(azure);
  const ada = await signInOverHttp(operator);
  const host = 'aks-theirs-dns-1.hcp.westeurope.azmk8s.io';
  const opened = async (more: Readonly<Record<string, string>> = {}) =>
    (await ada.open(`/clusters?${new URLSearchParams({ q: `lookup ${host}: timeout`, ...more })}`))
      .text;
  expect(await opened()).toContain(`None of the 4 has the API server ${host}.`);
  expect(await opened()).toContain('for the role Reader');
  expect(await opened({ from: '73.140.245.7' })).toContain('for the role Reader');
  expect(await opened({ state: 'stopped' })).toContain('hidden by what you searched or filtered');
});

test('keeps search, filters and order in the URL, so that a reload shows the same', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator } = await seedShop(azure);
  await signInAs(operator);
  await page.goto('/clusters');
  const filters = page.getByRole('search');

  await filters.getByRole('link', { name: 'Restricted 2' }).click();
  await expect(shownClusters(page)).toHaveText(['aks-alpha', 'aks-beta']);
  await filters.getByRole('link', { name: 'Blocked 1' }).click();
  await expect(shownClusters(page)).toHaveText(['aks-beta']);
  await filters.getByRole('link', { name: 'Cluster only 1' }).click();
  await expect(shownClusters(page)).toHaveText(['aks-beta', 'aks-delta']);
  await page.getByRole('link', { name: 'Name', exact: true }).click();
  await expect(shownClusters(page)).toHaveText(['aks-delta', 'aks-beta']);
  await page.getByRole('searchbox', { name: 'Search clusters' }).fill('ta');
  const asked = { access: 'cluster-only,restricted', you: 'blocked', dir: 'desc', q: 'ta' };
  await expect(page).toHaveURL(({ searchParams }) =>
    isDeepStrictEqual(Object.fromEntries(searchParams), asked),
  );

  await page.reload();
  await expect(shownClusters(page)).toHaveText(['aks-delta', 'aks-beta']);
  await expect(page.getByRole('searchbox', { name: 'Search clusters' })).toHaveValue('ta');
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(filters.getByRole('link', { name: 'Blocked' })).toHaveAttribute(
    'aria-current',
    'true',
  );

  await page.getByRole('link', { name: 'Clear' }).click();
  await expect(page.getByRole('searchbox', { name: 'Search clusters' })).toHaveValue('');
  await expect(shownClusters(page)).toHaveCount(4);
});

test('filters by subscription, location and state', async ({ azure }) => {
  const { operator } = await seedShop(azure);
  await seedSubscription(azure, operator, {
    displayName: 'sub-games',
    clusters: [{ name: 'aks-games' }],
  });
  const ada = await signInOverHttp(operator);
  const page = await ada.open('/clusters');

  for (const [filter, words, found] of [
    ['Subscription', 'sub-games (1)', 'aks-games'],
    ['Location', 'northeurope (1)', 'aks-gamma'],
    ['State', 'Stopped (1)', 'aks-delta'],
  ] as const) {
    const filtered = await ada.press(page, 'Search', { fill: { [filter]: words } });
    expect(filtered.all('cluster', 'Clusters')).toEqual([found]);
    const all = await ada.follow(filtered, 'Clear');
    expect(all.all('cluster', 'Clusters')).toHaveLength(5);
  }
});

test('orders by any column, versions as numbers', async ({ azure }) => {
  const { ada } = await enter(
    azure,
    clusters(
      { name: 'aks-10', version: '1.9.11', entries: ['73.140.245.0/24'] },
      { name: 'aks-9', version: '1.30.1', entries: ['0.0.0.0/0'] },
      { name: 'aks-8', version: '1.10.2', entries: ['81.2.69.142/32', '73.140.245.0/24'] },
    ),
  );
  let page = await ada.open('/clusters');
  expect(page.all('cluster', 'Clusters')).toEqual(['aks-8', 'aks-9', 'aks-10']);

  for (const [column, ordered] of [
    ['Version', ['aks-10', 'aks-8', 'aks-9']],
    ['You', ['aks-8', 'aks-9', 'aks-10']],
    ['You', ['aks-10', 'aks-9', 'aks-8']],
  ] as const) {
    page = await ada.follow(page, column);
    expect(page.all('cluster', 'Clusters')).toEqual(ordered);
  }
});
