import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright/test';
import { askToAdd, expectChange, standing, wanted } from './fixtures/asking.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { reviewAdding } from './fixtures/pages.ts';

test('says that there is nothing where Azure knows no such cluster', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  await signInAs(operator);
  const { subscriptionId, resourceGroup } = cluster;
  const paths = [
    `/clusters/${subscriptionId}/${resourceGroup}/aks-no-such`,
    `/clusters/${subscriptionId}/rg-no-such/aks-no-such`,
    `/clusters/${randomUUID()}/rg-no-such/aks-no-such`,
    `/clusters/${subscriptionId}/${resourceGroup}/..%2F${cluster.name}`,
    `/clusters/${subscriptionId}/${resourceGroup}/aks-no-such/add-my-ip`,
  ];
  for (const path of paths) await expectNothing(page, path);
});

test('tells nothing of a cluster that the person may not see', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator } = await azure.seed(oneCluster({ entries: standing }));
  const elsewhere = await azure.seed(
    oneCluster({ name: 'aks-secret', entries: ['137.117.106.88/29'] }, { operatorMay: 'nothing' }),
  );
  await signInAs(operator);

  for (const path of [elsewhere.cluster.path, `${elsewhere.cluster.path}/add-my-ip`]) {
    const bytes = await expectNothing(page, path);
    expect(bytes).not.toContain('137.117.106.88');
    expect(bytes).not.toContain(elsewhere.cluster.fqdn);
  }
});

test('says that the cluster is gone when it was deleted since the review', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  await signInAs(operator);
  await reviewAdding(page, cluster, wanted);
  await azure.control.deleteCluster(cluster.id);

  await page.getByRole('button', { name: 'Apply' }).click();

  await expectChange(page, 'Refused', [
    `Add ${wanted}`,
    'There is no such cluster',
    'It was deleted or moved, the link is wrong, or you have no right to see it.',
  ]);
  expect(await azure.putsOf(cluster)).toEqual([]);
  await expectNothing(page, cluster.path);
});

test('shows nobody a change of somebody else’s on a cluster that is gone', async ({
  azure,
  page,
  signInAs,
  anotherBrowser,
}) => {
  const { operator, colleagues, cluster } = await azure.seed({
    ...oneCluster({ entries: standing }),
    colleagues: 1,
  });
  await signInAs(operator);
  await askToAdd(page, cluster);
  await expectChange(page, 'Done');
  await azure.control.deleteCluster(cluster.id);
  const other = await anotherBrowser();
  await signInAs(colleagues[0] ?? operator, other);

  const bytes = await expectNothing(other, page.url());

  expect(bytes).not.toContain(wanted);
});

/** A page that says so, with the status that says so; answers its bytes. */
async function expectNothing(page: Page, path: string): Promise<string> {
  const response = await page.goto(path);
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  return (await response?.text()) ?? '';
}
