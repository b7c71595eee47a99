import { refused, refuseResourceGraph, seedSubscription } from './fixtures/fleet.ts';
import { clusters, expect, oneCluster, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';

test('lists subscription by subscription where Resource Graph is refused', async ({ azure }) => {
  const { operator, ada } = await enter(
    azure,
    clusters({ name: 'aks-alpha', entries: ['81.2.69.0/24'] }, { name: 'aks-beta' }),
  );
  await seedSubscription(azure, operator, { clusters: [{ name: 'aks-games' }] });
  await refuseResourceGraph(azure, operator);
  const page = await ada.open('/clusters');

  expect(page.all('cluster', 'Clusters')).toEqual(['aks-alpha', 'aks-beta', 'aks-games']);
  expect(page.text).toContain('Resource Graph did not answer, so each subscription');
  // What AKS itself says about its list needs no confirming.
  const beta = page.all('row', 'Clusters').find((row) => row.includes('aks-beta'));
  expect(beta).toContain('Open');
  expect(beta).not.toContain('not confirmed');
  expect(page.part('Summary')).toContain('2 of 2 subscriptions');
});

test('lists the resource groups that somebody sees of a subscription they may not list', async ({
  azure,
}) => {
  const { operator, subscription, ada } = await enter(azure, {
    ...clusters(
      { name: 'aks-mine', resourceGroup: 'rg-mine' },
      { name: 'aks-also-mine', resourceGroup: 'rg-also-mine' },
      { name: 'aks-not-mine', resourceGroup: 'rg-not-mine' },
    ),
    operatorMay: 'nothing',
  });
  await azure.control.editSubscription(subscription.id, {
    roles: ['rg-mine', 'rg-also-mine'].map((group) => ({
      person: operator.upn,
      role: 'Reader',
      scope: `/subscriptions/${subscription.id}/resourceGroups/${group}`,
    })),
  });
  await refuseResourceGraph(azure, operator);
  const page = await ada.open('/clusters');

  expect(page.all('cluster', 'Clusters')).toEqual(['aks-also-mine', 'aks-mine']);
  expect(page.text).not.toContain('could not be read');
});

test('names and counts each place that could not be read', async ({ azure }) => {
  const { operator, ada } = await enter(azure, oneCluster({}, { displayName: 'sub-shop' }));
  const games = await seedSubscription(azure, operator, {
    displayName: 'sub-games',
    clusters: [{ name: 'aks-games', resourceGroup: 'rg-games' }],
  });
  const role = { name: 'Network viewer', actions: ['Microsoft.Network/*/read'] };
  const roles = [{ person: operator.upn, role }];
  await azure.control.editSubscription(games.id, { roles });
  await refuseResourceGraph(azure, operator);
  const page = await ada.open('/clusters');

  expect(page.all('cluster', 'Clusters')).toEqual(['aks-payments-prod']);
  expect(page.part('Summary')).toContain('1 of 2 subscriptions');
  expect(page.text).toContain('1 place could not be read');
  expect(page.text).toContain('Their clusters are missing here. Which, and why');
  const words = 'You may not do this';
  expect(page.all('item').filter((item) => item.includes(words))).toEqual([`sub-games: ${words}`]);
});

test('does not take what cannot be read for nothing', async ({ azure }) => {
  const { operator, subscription } = await azure.seed(oneCluster({}));
  await refuseResourceGraph(azure, operator);
  await azure.faultWhere({
    match: { path: '/managedClusters\\?', subscription: subscription.id },
    do: refused,
  });
  const ada = await signInOverHttp(operator);

  for (const path of ['/clusters', '/clusters/hygiene', '/clusters/compare']) {
    const page = await ada.open(path);
    expect(page.text, path).toContain('could not be read');
    expect(page.all('heading'), path).toContain('No cluster could be read');
    expect(page.text, path).not.toContain('Your account sees no AKS cluster');
    expect(page.text, path).not.toContain('Entries wider than');
  }
});

test('shows the clusters all the same where their subscriptions cannot be named', async ({
  azure,
}) => {
  const { operator, subscription, ada } = await enter(azure);
  await azure.faultWhere({
    match: { path: '^/subscriptions\\?', operator: operator.upn },
    do: refused,
  });
  const page = await ada.open('/clusters');

  expect(page.all('cell', 'Clusters')).toContain(subscription.id);
  expect(page.all('item')).toContainEqual(
    expect.stringContaining('the names of your subscriptions'),
  );
});
