import { expect, oneCluster, test } from './fixtures/index.ts';
import { echoAnswers, ownAddress } from './fixtures/own-address.ts';
import { shownChange } from './fixtures/pages.ts';

test('swaps the person’s earlier address for the new one in one PUT', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: ['73.140.245.0/24'] }));
  await signInAs(operator);
  await page.goto(`${cluster.path}/add-my-ip`);
  await page.getByRole('button', { name: `Add ${ownAddress}/32` }).click();
  await expect(shownChange(page)).toContainText('Done');
  await echoAnswers(page, '194.168.1.7');
  await page.goto(`${cluster.path}/add-my-ip`);
  await expect(page.getByRole('button', { name: 'Add 194.168.1.7/32' })).toBeVisible();

  await page.getByRole('button', { name: `Swap ${ownAddress}/32 for 194.168.1.7/32` }).click();

  await expect(shownChange(page)).toContainText(`Remove ${ownAddress}/32, add 194.168.1.7/32`);
  await expect(shownChange(page)).toContainText('Done');
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', '194.168.1.7/32']);
  expect(await azure.putsOf(cluster)).toHaveLength(2);
});
