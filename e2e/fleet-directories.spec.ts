import { randomUUID } from 'node:crypto';
import { contoso } from '../emulator/world/world.ts';
import { seedSubscription, shownClusters } from './fixtures/fleet.ts';
import { type Azure, expect, type Operator, oneCluster, test } from './fixtures/index.ts';
import { applyAndFinish, reviewAdding } from './fixtures/pages.ts';

const entries = ['73.140.245.0/24'];

/** A directory besides the person's own, in which they are a guest. */
async function seedDirectory(azure: Azure, { upn, displayName }: Operator, displayAs: string) {
  const id = randomUUID();
  await azure.seedMore({
    tenants: [{ id, displayName: displayAs }],
    people: [{ upn, displayName, guestIn: [{ tenantId: id }] }],
  });
  return id;
}

test('shows the clusters of every directory of the account', async ({ azure, page, signInAs }) => {
  const { operator } = await azure.seed(oneCluster({ name: 'aks-at-home', entries }));
  const tenantId = await seedDirectory(azure, operator, 'Fabrikam');
  const { clusters } = await seedSubscription(azure, operator, {
    tenantId,
    clusters: [{ name: 'aks-abroad', entries }],
  });
  await signInAs(operator);
  await page.goto('/clusters');

  await expect(shownClusters(page)).toHaveText(['aks-abroad', 'aks-at-home']);
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText('2 of 2 subscriptions');

  await page.getByRole('link', { name: 'aks-abroad' }).click();
  await expect(page).toHaveURL(clusters[0]?.path ?? '');
  await expect(page.getByRole('table', { name: 'Entries' })).toContainText('73.140.245.0/24');
});

test('names a directory that refuses, and shows the others', async ({ azure, page, signInAs }) => {
  const { operator } = await azure.seed(oneCluster({ name: 'aks-at-home', entries }));
  const tenantId = await seedDirectory(azure, operator, 'Fabrikam');
  await seedSubscription(azure, operator, {
    tenantId,
    clusters: [{ name: 'aks-abroad', entries }],
  });
  await azure.control.editPerson(operator.upn, {
    refusals: [{ tenantId, when: 'silent', error: 'interaction_required', aadsts: 53003 }],
  });
  await signInAs(operator);
  await page.goto('/clusters');

  await expect(shownClusters(page)).toHaveText(['aks-at-home']);
  await expect(page.getByText('1 place could not be read')).toBeVisible();
  await page.getByText('Their clusters are missing here. Which, and why').click();
  await expect(page.getByText('Directory Fabrikam: Sign-in needed')).toBeVisible();
});

test('changes a cluster of another directory by its link alone, with that directory’s token', async ({
  azure,
  page,
}) => {
  const { operator } = await azure.seed({});
  const tenantId = await seedDirectory(azure, operator, 'Fabrikam');
  const { id, clusters } = await seedSubscription(azure, operator, {
    tenantId,
    clusters: [{ name: 'aks-abroad', entries }],
  });
  for (const cluster of clusters) {
    await page.goto(cluster.path);
    await page.getByRole('button', { name: operator.upn }).click();
    await reviewAdding(page, cluster, '194.168.1.0/24');
    await applyAndFinish(page);
    expect(await azure.entriesOf(cluster)).toEqual([...entries, '194.168.1.0/24']);
  }
  const puts = await azure.control.requests({ subscription: id, method: 'PUT' });
  expect(puts).toMatchObject([{ operator: operator.upn, tenantId }]);
});

test('shows a subscription once that another directory manages too, and its cluster when that ends', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator } = await azure.seed(oneCluster({ name: 'aks-at-home', entries }));
  const tenantId = await seedDirectory(azure, operator, 'Fabrikam');
  const { clusters } = await seedSubscription(azure, operator, {
    tenantId,
    managedByTenants: [contoso.id],
    clusters: [{ name: 'aks-managed', entries }],
  });
  await signInAs(operator);
  await page.goto('/clusters');

  await expect(shownClusters(page)).toHaveText(['aks-at-home', 'aks-managed']);

  const body = { error: { code: 'InvalidAuthenticationTokenTenant', message: 'Wrong issuer.' } };
  for (const cluster of clusters) {
    await azure.fault(cluster, { method: 'GET', times: 1, do: { answer: { status: 401, body } } });
  }
  await page.getByRole('link', { name: 'aks-managed' }).click();
  await expect(page.getByRole('table', { name: 'Entries' })).toContainText('73.140.245.0/24');
});
