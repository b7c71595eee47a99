import { expectBecomes, review, wanted } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { standing } from '../outside/setups.ts';
import { expectAdded, expectUnchanged } from './fixtures/asking.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';
import { reviewAdding } from './fixtures/pages.ts';

const question = 'The last operation on this cluster did not succeed';
const consequence = 'Any change makes AKS try that again, on the whole cluster.';

test('changes a failed cluster only after a yes to what that does', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ provisioningState: 'Failed' }));
  const reviewed = await review(ada, cluster);
  expect(reviewed.text).toContain(consequence);

  // A browser itself holds it back without the tick.
  const change = await ada.press(reviewed, 'Apply');
  const asked = await expectBecomes(ada, change, 'Needs confirmation');
  await expectUnchanged(azure, cluster, 0);
  const list = await ada.open('/clusters');
  expect(list.text).toMatch(/A change of yours waits for you.*Needs confirmation/);
  expect((await ada.follow(list, `Add ${wanted}`)).part('Change')).toContain('Needs confirmation');

  await ada.press(asked, 'Go on', { tick: [question] });
  await expectBecomes(ada, change, 'Done');
  expect((await ada.open('/clusters')).text).not.toContain('waits for you');
  await expectAdded(azure, cluster, 1);
});

test('says that a cluster failed before anybody asks for anything, and never twice', async ({
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere(oneCluster({ provisioningState: 'Failed' }));
  await page.goto(cluster.path);
  const said = page.getByText(question).filter({ visible: true });
  await expect(said).toHaveCount(1);
  await expect(page.getByText('Azure’s activity log says why.')).toBeVisible();
  const log = page.getByRole('link', { name: 'Activity log in the Azure portal' });
  await expect(log).toHaveAttribute('href', /^https:\/\/portal\.azure\.com\/.+\/eventlogs$/);

  await reviewAdding(page, cluster, wanted);
  await expect(said).toHaveCount(1);
  await page.getByRole('checkbox', { name: question }).check();
  await page.goto(`${cluster.path}/add-my-ip`);
  await expect(said).toHaveCount(1);
});

test('asks the same before Add my IP', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ provisioningState: 'Failed' }));
  const page = await ada.open(`${cluster.path}/add-my-ip`);
  expect(page.text).toContain(consequence);
  expect(page.href('Activity log in the Azure portal')).toMatch(/\/eventlogs$/);
  const change = await ada.press(page, `Add ${ownAddress}/32`, { tick: [question] });

  await expectBecomes(ada, change, 'Done');
  expect(await azure.entriesOf(cluster)).toEqual([...standing, `${ownAddress}/32`]);
});

test('asks when the cluster failed after the review, and sends nothing when the answer is no', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(azure);
  const reviewed = await review(ada, cluster);
  await azure.edit(cluster, { properties: { provisioningState: 'Failed' } });
  const change = await ada.press(reviewed, 'Apply');
  const asked = await expectBecomes(ada, change, 'Needs confirmation');
  expect(asked.text).toContain(consequence);

  await ada.press(asked, 'Discard');

  await expectBecomes(ada, change, 'Cancelled', ['Nothing was changed.']);
  await expectUnchanged(azure, cluster, 0);
});
