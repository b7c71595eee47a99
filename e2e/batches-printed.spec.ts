import { planFor } from '../outside/batches.ts';
import { wanted } from '../outside/changes.ts';
import { clusters, expect, test } from './fixtures/index.ts';
import { signInOverHttp } from './fixtures/over-http.ts';

test('prints a plan with each of its clusters, also those that are folded on a screen', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator } = await azure.seed(clusters({ name: 'aks-has-it', entries: [wanted] }));
  const plan = await planFor(await signInOverHttp(operator), wanted);
  await signInAs(operator);
  await page.goto(plan.path);
  const row = page.getByRole('link', { name: 'aks-has-it' });
  await expect(page.getByText('Already so', { exact: true })).toBeVisible();
  await expect(row).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(row).toBeVisible();
  await expect(page.getByRole('banner')).toBeHidden();
  await page.emulateMedia({ media: null });
});
