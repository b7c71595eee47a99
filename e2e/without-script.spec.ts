import type { Page } from 'playwright/test';
import { shownClusters } from './fixtures/fleet.ts';
import { clusters, expect, oneCluster, test } from './fixtures/index.ts';
import { reviewAdding, shownChange, shownEntries } from './fixtures/pages.ts';
import { reviewLines } from './fixtures/review.ts';

test.use({ javaScriptEnabled: false });

test('shows a whole fleet in pages, searches, filters and orders it', async ({
  azure,
  page,
  signInAs,
}) => {
  const many = Array.from({ length: 55 }, (_, at) => ({
    name: `aks-${at + 1}`,
    entries: at < 3 ? ['73.140.245.0/24'] : [],
  }));
  const { operator } = await azure.seed(clusters(...many));
  await signInAs(operator);
  await page.goto('/clusters');
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText('55 clusters found');

  await page.getByRole('link', { name: 'Next' }).click();
  await expect(shownClusters(page)).toHaveText(many.slice(50).map(({ name }) => name));
  await page.getByRole('searchbox', { name: 'Search clusters' }).fill('aks-5');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(shownClusters(page)).toHaveText([
    ...['aks-5', 'aks-50', 'aks-51', 'aks-52', 'aks-53', 'aks-54', 'aks-55'],
  ]);

  await page.getByRole('link', { name: 'Clear' }).click();
  await page.getByRole('link', { name: 'Restricted 3' }).click();
  await page.getByRole('link', { name: 'Name', exact: true }).click();
  await expect(shownClusters(page)).toHaveText(['aks-3', 'aks-2', 'aks-1']);

  // Nothing chosen is not everything.
  await page.getByRole('button', { name: 'Change the selected clusters…' }).click();
  await expect(page.getByText('Select some clusters first.')).toBeVisible();
  await expect(shownClusters(page)).toHaveText(['aks-3', 'aks-2', 'aks-1']);
});

test('lets somebody in: types the address, adds it, and sees it done after a reload', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: ['73.140.245.0/24'] }));
  await signInAs(operator);
  await page.goto('/clusters');
  await page.getByRole('link', { name: 'Add my IP' }).click();
  await expect(page.getByText('This console is not told where requests come from.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Your public IPv4 address' }).fill('194.168.1.7');
  await page.getByRole('button', { name: 'Use it' }).click();

  await page.getByRole('button', { name: 'Add 194.168.1.7/32' }).click();

  await expectDoneAfterReload(page);
  await expect(shownEntries(page)).toHaveText(['73.140.245.0/24', '194.168.1.7/32']);
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', '194.168.1.7/32']);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});

test('stages, mends, reviews and applies a change', async ({ azure, page, signInAs }) => {
  const entries = ['73.140.245.0/24', '193.168.1.0/24'];
  const { operator, cluster } = await azure.seed(oneCluster({ entries }));
  await signInAs(operator);
  await page.goto(cluster.path);
  await page.getByRole('checkbox', { name: 'Remove 193.168.1.0/24' }).check();
  const box = page.getByRole('textbox', { name: 'Add ranges' });
  await box.fill('194.168.1.0/24\n137.117.106.90/29');
  await page.getByRole('button', { name: 'Review changes' }).click();

  await expect(page.getByText('starts at 137.117.106.88/29: use that?')).toBeVisible();
  await expect(box).toHaveValue('194.168.1.0/24\n137.117.106.90/29');
  await expect(page.getByRole('checkbox', { name: 'Remove 193.168.1.0/24' })).toBeChecked();
  await page.getByRole('button', { name: 'Use 137.117.106.88/29' }).click();
  await expect(reviewLines(page, 'removed')).toHaveText(['193.168.1.0/24']);
  await expect(reviewLines(page, 'added')).toHaveText(['194.168.1.0/24', '137.117.106.88/29']);
  await page.getByRole('button', { name: 'Apply' }).click();

  await expectDoneAfterReload(page);
  expect(await azure.entriesOf(cluster)).toEqual([
    ...['73.140.245.0/24', '194.168.1.0/24', '137.117.106.88/29'],
  ]);
});

test('opens a cluster only to whoever agrees and types its name', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: ['73.140.245.0/24'] }));
  await signInAs(operator);
  await page.goto(cluster.path);
  await page.getByRole('button', { name: 'Open this cluster' }).click();
  const agreed = page.getByRole('checkbox', { name: 'Opens the API server to the internet' });
  const name = page.getByRole('textbox', { name: `Type ${cluster.name}` });
  await agreed.check();
  await name.fill('aks');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('Type the name of the cluster to open it.')).toBeVisible();
  expect(await azure.putsOf(cluster)).toEqual([]);

  await agreed.check();
  await name.fill(cluster.name);
  await page.getByRole('button', { name: 'Apply' }).click();
  await expectDoneAfterReload(page);
  expect(await azure.entriesOf(cluster)).toEqual([]);
});

test('undoes a change', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: ['73.140.245.0/24'] }));
  await signInAs(operator);
  await reviewAdding(page, cluster, '194.168.1.0/24');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expectDoneAfterReload(page);

  await page.getByRole('button', { name: 'Undo' }).click();

  await expect(shownChange(page)).toContainText('Remove 194.168.1.0/24');
  await expectDoneAfterReload(page);
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24']);
});

/** Nothing moves by itself without script: the page is read again until the change has ended. */
async function expectDoneAfterReload(page: Page): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(shownChange(page)).toContainText('Done', { timeout: 200 });
  }).toPass({ timeout: 10_000 });
}
