import { seedSubscription, shownClusters } from './fixtures/fleet.ts';
import { type Azure, clusters, expect, type Operator, oneCluster, test } from './fixtures/index.ts';

const resourceGraph = '/providers/Microsoft.ResourceGraph/resources';
const refused = {
  answer: {
    status: 403,
    body: { error: { code: 'AuthorizationFailed', message: 'The client is not authorized.' } },
  },
};

function refuseResourceGraph(azure: Azure, operator: Operator) {
  return azure.faultWhere({ match: { path: resourceGraph, operator: operator.upn }, do: refused });
}

test('lists subscription by subscription where Resource Graph is refused', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator } = await azure.seed(
    clusters({ name: 'aks-alpha', entries: ['81.2.69.0/24'] }, { name: 'aks-beta' }),
  );
  await seedSubscription(azure, operator, { clusters: [{ name: 'aks-games' }] });
  await refuseResourceGraph(azure, operator);
  await signInAs(operator);
  await page.goto('/clusters');

  await expect(shownClusters(page)).toHaveText(['aks-alpha', 'aks-beta', 'aks-games']);
  await expect(page.getByText('Resource Graph did not answer, so each subscription')).toBeVisible();
  // What AKS itself says about its list needs no confirming.
  await expect(page.getByRole('row', { name: 'aks-beta' })).not.toContainText('not confirmed');
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText('2 of 2 subscriptions');
});

test('lists the resource groups that somebody sees of a subscription they may not list', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, subscription } = await azure.seed({
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
  await signInAs(operator);
  await page.goto('/clusters');

  await expect(shownClusters(page)).toHaveText(['aks-also-mine', 'aks-mine']);
  await expect(page.getByText('could not be read')).toHaveCount(0);
});

test('names and counts each place that could not be read', async ({ azure, page, signInAs }) => {
  const { operator } = await azure.seed(oneCluster({}, { displayName: 'sub-shop' }));
  const games = await seedSubscription(azure, operator, {
    displayName: 'sub-games',
    clusters: [{ name: 'aks-games', resourceGroup: 'rg-games' }],
  });
  const role = { name: 'Network viewer', actions: ['Microsoft.Network/*/read'] };
  const roles = [{ person: operator.upn, role }];
  await azure.control.editSubscription(games.id, { roles });
  await refuseResourceGraph(azure, operator);
  await signInAs(operator);
  await page.goto('/clusters');

  await expect(shownClusters(page)).toHaveText(['aks-payments-prod']);
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText('1 of 2 subscriptions');
  await page.getByText('Their clusters are missing here. Which, and why').click();
  await expect(page.getByText('2 places could not be read')).toBeVisible();
  const places = page.getByRole('listitem').filter({ hasText: '(sub-games): You may not do this' });
  await expect(places).toHaveText([/^MC_rg-games_/, /^rg-games /]);
});

test('shows the clusters all the same where their subscriptions cannot be named', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, subscription } = await azure.seed(oneCluster({}));
  await azure.faultWhere({
    match: { path: '^/subscriptions\\?', operator: operator.upn },
    do: refused,
  });
  await signInAs(operator);
  await page.goto('/clusters');

  await expect(page.getByRole('cell', { name: subscription.id })).toBeVisible();
  await page.getByText('Their clusters are missing here. Which, and why').click();
  await expect(
    page.getByRole('listitem').filter({ hasText: 'the names of your subscriptions' }),
  ).toBeVisible();
});
