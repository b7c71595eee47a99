import { expect, oneCluster, test } from './fixtures/index.ts';
import { applyAndFinish, reviewAdding, shownEntries } from './fixtures/pages.ts';
import { reviewLines, reviewOf } from './fixtures/review.ts';

const many = (length: number) =>
  Array.from({ length }, (_, at) => `73.${at >> 8}.${at & 255}.0/24`);

test('says that nothing was asked for', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: many(2) }));
  await signInAs(operator);
  await page.goto(cluster.path);
  await page.getByRole('button', { name: 'Review changes' }).click();

  await expect(page.getByText('Type what to add, or mark what to remove.')).toBeVisible();
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('points out what is there already, and has nothing to apply then', async ({
  azure,
  page,
  signInAs,
}) => {
  const entries = ['73.140.245.7', '193.168.1.0/24'];
  const { operator, cluster } = await azure.seed(oneCluster({ entries }));
  await signInAs(operator);
  await reviewAdding(page, cluster, '73.140.245.7/32 193.168.1.0/24');

  await expect(page.getByText('It is already so')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Apply' })).toHaveCount(0);
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('points out what another entry admits already, and what is not wholly on the internet', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: ['193.168.1.0/24'] }));
  await signInAs(operator);
  await reviewAdding(page, cluster, '193.168.1.7\n10.0.0.0/7\n194.168.1.0/24');

  await expect(reviewLines(page, 'added')).toContainText([
    'already admitted by 193.168.1.0/24',
    'A part of 10.0.0.0/7 lies in 10.0.0.0/8 (Private-Use)',
    '194.168.1.0/24',
  ]);
  await applyAndFinish(page);
  expect(await azure.entriesOf(cluster)).toEqual([
    ...['193.168.1.0/24', '193.168.1.7/32', '10.0.0.0/7', '194.168.1.0/24'],
  ]);
});

test('refuses the 201st entry, and keeps what was typed', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: many(199) }));
  await signInAs(operator);
  await page.goto(cluster.path);
  await expect(page.getByText('199 of 200 entries')).toBeVisible();
  const box = page.getByRole('textbox', { name: 'Add ranges' });
  await box.fill('194.168.1.0/24, 193.168.1.0/24');
  await page.getByRole('button', { name: 'Review changes' }).click();

  const alert = page.getByRole('alert').filter({ hasText: 'The list would be too long' });
  await expect(alert).toContainText('AKS takes 200 entries for this cluster');
  await expect(alert).toContainText('With API server VNet integration it takes 2,000.');
  await expect(box).toHaveValue('194.168.1.0/24, 193.168.1.0/24');

  await box.fill('194.168.1.0/24');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(reviewOf(page)).toContainText('200 of 200 entries are used after this change.');
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('takes 2,000 entries where the API server is integrated into a network', async ({
  azure,
  page,
  signInAs,
}) => {
  const entries = many(240);
  const { operator, cluster } = await azure.seed(oneCluster({ entries, vnetIntegration: true }));
  await signInAs(operator);
  await page.goto(cluster.path);
  await expect(page.getByText('240 of 2,000 entries')).toBeVisible();
  await reviewAdding(page, cluster, '194.168.1.0/24');
  await expect(reviewOf(page)).toContainText('and 232 more entries that stay as they are');
  await applyAndFinish(page);

  expect(await azure.entriesOf(cluster)).toEqual([...entries, '194.168.1.0/24']);
});

test('takes entries out of a list that is too long, and keeps the rest whole', async ({
  azure,
  page,
  signInAs,
}) => {
  const entries = many(240);
  const { operator, cluster } = await azure.seed(oneCluster({ entries }));
  await signInAs(operator);
  await page.goto(cluster.path);
  await page.getByRole('checkbox', { name: 'Remove 73.0.7.0/24' }).check();
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(reviewOf(page)).toContainText('240 before, 239 after');
  await applyAndFinish(page);

  const left = entries.filter((entry) => entry !== '73.0.7.0/24');
  await expect(shownEntries(page)).toHaveText(left);
  expect(await azure.entriesOf(cluster)).toEqual(left);
});
