import { expect, oneCluster, test } from './fixtures/index.ts';
import { ownAddress } from './fixtures/own-address.ts';
import { shownChange } from './fixtures/pages.ts';

test('says that another tool has lost the person’s entry, and adds it again', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: ['73.140.245.0/24'] }));
  await signInAs(operator);
  await page.goto(`${cluster.path}/add-my-ip`);
  await page.getByRole('button', { name: `Add ${ownAddress}/32` }).click();
  await expect(shownChange(page)).toContainText('Done');
  await expect(page.getByText('is gone')).toHaveCount(0);
  await azure.edit(cluster, { authorizedIPRanges: ['193.168.1.0/24'] });

  await page.goto(cluster.path);
  // With the day where midnight has passed.
  const words = new RegExp(`Your ${ownAddress}/32 from .+ is gone: somebody else’s write`);
  await expect(page.getByText(words)).toBeVisible();
  await page.getByRole('button', { name: 'Add again' }).click();

  await expect(shownChange(page)).toContainText('Done');
  await expect(page.getByText(words)).toHaveCount(0);
  expect(await azure.entriesOf(cluster)).toEqual(['193.168.1.0/24', `${ownAddress}/32`]);
});
