import { expectAdded, expectChange, expectUnchanged, standing, wanted } from './fixtures/asking.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { ownAddress } from './fixtures/own-address.ts';
import { applyAndFinish, reviewAdding } from './fixtures/pages.ts';

const question = 'This cluster is in state Failed';
const consequence = 'Any change makes AKS try again what failed before, on the whole cluster.';

test('changes a failed cluster only after a yes to what that does', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(
    oneCluster({ entries: standing, provisioningState: 'Failed' }),
  );
  await signInAs(operator);
  await reviewAdding(page, cluster, wanted);
  const yes = page.getByRole('checkbox', { name: question });
  await expect(page.getByText(consequence)).toBeVisible();

  // The browser itself holds it back without the tick.
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(yes).toBeFocused();
  await expectUnchanged(azure, cluster, 0);

  await yes.check();
  await applyAndFinish(page);
  await expectAdded(azure, cluster, 1);
});

test('asks the same before Add my IP', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(
    oneCluster({ entries: standing, provisioningState: 'Failed' }),
  );
  await signInAs(operator);
  await page.goto(`${cluster.path}/add-my-ip`);
  await expect(page.getByText(consequence)).toBeVisible();
  await page.getByRole('checkbox', { name: question }).check();
  await page.getByRole('button', { name: `Add ${ownAddress}/32` }).click();

  await expectChange(page, 'Done');
  expect(await azure.entriesOf(cluster)).toEqual([...standing, `${ownAddress}/32`]);
});

test('asks when the cluster failed after the review', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  await signInAs(operator);
  await reviewAdding(page, cluster, wanted);
  await azure.edit(cluster, { properties: { provisioningState: 'Failed' } });

  await page.getByRole('button', { name: 'Apply' }).click();
  await expectChange(page, 'Needs confirmation');
  await expect(page.getByText(consequence)).toBeVisible();
  await expectUnchanged(azure, cluster, 0);
  await page.getByRole('checkbox', { name: question }).check();
  await page.getByRole('button', { name: 'Go on' }).click();

  await expectChange(page, 'Done');
  await expectAdded(azure, cluster, 1);
});

test('sends nothing to a failed cluster when the answer is no', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  await signInAs(operator);
  await reviewAdding(page, cluster, wanted);
  await azure.edit(cluster, { properties: { provisioningState: 'Failed' } });
  await page.getByRole('button', { name: 'Apply' }).click();
  await expectChange(page, 'Needs confirmation');

  await page.getByRole('button', { name: 'Discard' }).click();

  await expectChange(page, 'Cancelled', ['It was cancelled; nothing was changed.']);
  await expectUnchanged(azure, cluster, 0);
});
