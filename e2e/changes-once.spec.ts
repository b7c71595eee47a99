import { expect, oneCluster, test } from './fixtures/index.ts';
import { ownAddress } from './fixtures/own-address.ts';
import { reviewAdding, shownChange } from './fixtures/pages.ts';

const restricted = oneCluster({ entries: ['73.140.245.0/24'] });

test('a double click on Apply asks once', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(restricted);
  await signInAs(operator);
  await reviewAdding(page, cluster, '194.168.1.0/24');

  await page.getByRole('button', { name: 'Apply' }).dblclick();

  await expect(shownChange(page)).toContainText('Done');
  await page.goto(cluster.path);
  await expect(
    page.getByRole('region', { name: 'Last changes here' }).getByRole('link'),
  ).toHaveCount(1);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', '194.168.1.0/24']);
});

test('a double click on Add my IP asks once', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(restricted);
  await signInAs(operator);
  await page.goto(`${cluster.path}/add-my-ip`);

  await page.getByRole('button', { name: `Add ${ownAddress}/32` }).dblclick();

  await expect(shownChange(page)).toContainText('Done');
  await page.goto(cluster.path);
  await expect(
    page.getByRole('region', { name: 'Last changes here' }).getByRole('link'),
  ).toHaveCount(1);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});

test('going back and applying again leads to the change that was made', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(restricted);
  await signInAs(operator);
  await page.goto(`${cluster.path}/add-my-ip`);
  const button = page.getByRole('button', { name: `Add ${ownAddress}/32` });
  await button.click();
  await expect(shownChange(page)).toContainText('Done');
  const { search } = new URL(page.url());

  // Read back at once, it says that there is nothing to do; a browser may show the page as it was.
  await page.goBack();
  await expect(page.getByText(`Already admitted by ${ownAddress}/32`).or(button)).toBeVisible();
  if (await button.isVisible()) {
    await button.click();
    await expect(page).toHaveURL((url) => url.search === search);
  }
  expect(await azure.putsOf(cluster)).toHaveLength(1);
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', `${ownAddress}/32`]);
});
