import { ownAddress } from '../outside/own-address.ts';
import { seedSubscription } from './fixtures/fleet.ts';
import { clusters, expect, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';

const shop = clusters(
  { name: 'aks-admits-me', entries: ['81.2.0.0/16', '81.2.69.0/24', '193.168.1.0/24'] },
  { name: 'aks-blocks-me', entries: ['73.140.245.0/24'], version: '1.32.9', location: 'westus3' },
  { name: 'aks-open-to-anyone' },
  { name: 'aks-open-by-halves', entries: ['0.0.0.0/1', '128.0.0.0/1'] },
  { name: 'aks-cluster-only', entries: ['0.0.0.0/32'] },
  { name: 'aks-private', private: true },
  { name: 'aks-no-public-access', publicNetworkAccess: 'Disabled', entries: ['73.140.245.0/24'] },
  { name: 'aks-by-service-tag', entries: ['73.140.245.0/24', 'AzureDevOps'] },
  { name: 'aks-unread', behaviour: { resourceGraph: 'omits-properties' } },
  { name: 'aks-vnet', vnetIntegration: true, entries: ['73.140.245.0/24'], power: 'Stopped' },
  { name: 'aks-updating', entries: ['73.140.245.0/24'], provisioningState: 'Updating' },
);

test('shows every cluster of every subscription, and asks AKS where Resource Graph says too little', async ({
  azure,
}) => {
  const {
    operator,
    subscription,
    clusters: seeded,
  } = await azure.seed({
    ...shop,
    displayName: 'sub-shop',
  });
  await seedSubscription(azure, operator, {
    displayName: 'sub-games',
    clusters: [{ name: 'aks-games', resourceGroup: 'rg-games', entries: ['73.140.245.0/24'] }],
  });
  const ada = await signInOverHttp(operator);
  const page = await ada.open('/clusters');

  const games = page.all('row', 'Clusters').find((row) => row.includes('aks-games'));
  expect(games).toContain('rg-games');
  expect(games).toContain('sub-games');
  const inShop = page.all('cell', 'Clusters').filter((cell) => cell === 'sub-shop');
  expect(inShop).toHaveLength(seeded.length);
  for (const { name, path } of seeded) expect(page.href(name)).toBe(path);
  // AKS is still being asked, and the answer is sent meanwhile.
  expect(page.part('Summary')).not.toContain('could not be read');
  const asked = await azure.control.requests({ operator: operator.upn, path: 'managedClusters' });
  expect(asked.map(({ path }) => path)).toEqual([
    `/subscriptions/${subscription.id}/providers/Microsoft.ContainerService/managedClusters`,
  ]);
});

/** What a row says: access and entries, whether "you" get in, state; in the order of the columns, its parts set close. */
const rows = [
  ['aks-admits-me', 'Restricted3 of 200 entries', 'Admittedby 81.2.69.0/24', 'Running'],
  ['aks-blocks-me', 'Restricted1 of 200 entries', 'Blocked', 'Running'],
  // Resource Graph leaves the list out here, and AKS says that there is none.
  ['aks-open-to-anyone', 'Openno list', 'Open', 'Running'],
  ['aks-open-by-halves', 'Open2 of 200 entries', 'Open', 'Running'],
  ['aks-cluster-only', 'Cluster only1 of 200 entries', 'Blocked', 'Running'],
  ['aks-private', 'Private', 'Private', 'Running'],
  ['aks-no-public-access', 'Private', 'Private', 'Running'],
  ['aks-by-service-tag', 'Restricted2 of 200 entries', 'Unknowndepends on AzureDevOps', 'Running'],
  ['aks-unread', 'Openno list', 'Open', 'Running'],
  ['aks-vnet', 'Restricted1 of 2,000 entries', 'Blocked', 'Stopped'],
  ['aks-updating', 'Restricted1 of 200 entries', 'Blocked', 'Updating'],
] as const;

test('says of each cluster who gets in, whether you do, and how it is', async ({ azure }) => {
  const { ada } = await enter(azure, shop);
  // An answer ends once AKS has confirmed what is open.
  await ada.open('/clusters');
  const page = await ada.open('/clusters');

  const shown = page.all('row', 'Clusters');
  for (const [name, ...says] of rows) {
    const row = shown.find((each) => each.includes(name));
    for (const text of says) expect(row).toContain(text);
  }
  const blocked = shown.find((each) => each.includes('aks-blocks-me'));
  expect(blocked).toContain('westus3');
  expect(blocked).toContain('1.32');
});

test('sums up where you come from, where the network lets you in, and what is open', async ({
  azure,
}) => {
  const { ada } = await enter(azure, shop);
  // An answer ends once AKS has confirmed what is open.
  await ada.open('/clusters');
  const summary = (await ada.open('/clusters')).part('Summary');

  expect(summary).toContain(
    `You come from ${ownAddress} (seen from the internet). The network lets you in to 4 of 11 clusters; what you may do there is up to RBAC.`,
  );
  expect(summary).toContain('3 are open to the internet.');
  expect(summary).toMatch(/11 clusters found · 1 of 1 subscription · as of \d\d:\d\d:\d\d/);
});

test('tells somebody who sees no cluster what they need', async ({ azure }) => {
  const { ada } = await enter(azure, { ...shop, operatorMay: 'nothing' });
  const page = await ada.open('/clusters');

  expect(page.all('heading')).toContain('Your account sees no AKS cluster');
  expect(page.text).toContain('Ask the owner of the subscription for the role');
  expect(page.part('Clusters')).toBe('');
});

test('the button of the filters stands beside them, never on a line of its own', async ({
  page,
  enterHere,
}) => {
  await enterHere(shop);
  await page.goto('/clusters');
  const state = page.getByRole('search').getByLabel('State');
  for (const width of [660, 800, 1024, 1060, 1100, 1140, 1160, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    // At one moment: the page may move as a whole when it hears of something.
    const below = await state.evaluate((field) => {
      const button = field.closest('form')?.querySelector('button');
      return button && button.getBoundingClientRect().top - field.getBoundingClientRect().top;
    });
    expect(below, `${width} px`).toBe(0);
  }
});
