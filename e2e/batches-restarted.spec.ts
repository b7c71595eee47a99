import { ownAddress } from '../outside/own-address.ts';
import { standing } from '../outside/setups.ts';
import { clusters, expect, test } from './fixtures/index.ts';

// The browser itself complains of a request that was not answered.
test.use({ expectedComplaints: [/Failed to load resource: net::ERR_FAILED/] });

test('stays on the page of a batch while nobody answers, and shows its results after that', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator } = await azure.seed(
    clusters(...['aks-a', 'aks-b', 'aks-c'].map((name) => ({ name, entries: standing }))),
  );
  await signInAs(operator);
  await page.goto('/clusters');
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await page.getByRole('button', { name: /Change these/ }).click();
  await page.getByRole('button', { name: `Add my IP (${ownAddress})` }).click();
  await page.getByRole('button', { name: 'Start with one cluster' }).click();
  const batch = page.getByRole('status', { name: 'Batch' });
  await expect(batch).toContainText('of 3 done');

  await page.route('**', (route) =>
    route.request().url().endsWith('/events') ? route.continue() : route.abort(),
  );
  await expect(batch).toContainText('3 of 3 done');
  await page.waitForRequest('**/readyz');
  await expect(batch).toContainText('Finished');
  await page.unroute('**');
  const results = page.getByRole('table', { name: 'Clusters of the batch' });
  await expect(results.getByRole('cell', { name: 'Done' })).toHaveCount(3);
});
