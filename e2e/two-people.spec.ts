import { expect, oneCluster, test } from './fixtures/index.ts';
import { applyAndFinish, reviewAdding, shownChange, shownEntries } from './fixtures/pages.ts';

const standing = ['73.140.245.0/24'];

test('keeps both entries when two people add at once', async ({
  anotherBrowser,
  azure,
  page,
  signInAs,
}) => {
  const { operator, colleagues, cluster } = await azure.seed(
    oneCluster({ entries: standing }, { colleagues: 1 }),
  );
  const theirPage = await anotherBrowser();
  await signInAs(operator);
  for (const colleague of colleagues) await signInAs(colleague, theirPage);
  await reviewAdding(page, cluster, '194.168.1.0/24');
  await reviewAdding(theirPage, cluster, '193.168.1.0/24');

  await Promise.all([applyAndFinish(page), applyAndFinish(theirPage)]);

  const entries = await azure.entriesOf(cluster);
  expect(entries[0]).toBe('73.140.245.0/24');
  expect(entries.slice(1).sort()).toEqual(['193.168.1.0/24', '194.168.1.0/24']);
  // One after the other, each on top of what it had just read.
  const puts = await azure.putsOf(cluster);
  expect(puts.map(({ status }) => status)).toEqual([200, 200]);
  expect(new Set(puts.map(({ headers }) => headers['if-match'])).size).toBe(2);
});

test('shows a colleague’s change on the page, without their buttons', async ({
  anotherBrowser,
  azure,
  page,
  signInAs,
}) => {
  const { operator, colleagues, cluster } = await azure.seed(
    oneCluster(
      { entries: standing, behaviour: { operations: { ends: 'when-told' } } },
      { colleagues: 1 },
    ),
  );
  const theirPage = await anotherBrowser();
  await signInAs(operator);
  for (const colleague of colleagues) await signInAs(colleague, theirPage);
  await reviewAdding(theirPage, cluster, '193.168.1.0/24');
  await theirPage.getByRole('button', { name: 'Apply' }).click();
  await expect(shownChange(theirPage)).toContainText('Applying');

  await page.goto(cluster.path);
  await expect(shownChange(page)).toContainText('Applying');
  await expect(shownChange(page)).toContainText('Add 193.168.1.0/24');
  await expect(page.getByRole('region', { name: 'Last changes here' })).toContainText(
    'Colleague 1',
  );

  // Its own change waits for its turn, and can be taken back until then.
  await reviewAdding(page, cluster, '194.168.1.0/24');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(shownChange(page)).toContainText('Queued');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(shownChange(page)).toContainText('Cancelled');

  await azure.finish(cluster);
  await expect(shownChange(theirPage)).toContainText('Done');
  await expect(theirPage.getByRole('button', { name: 'Undo' })).toBeVisible();
  await page.goto(cluster.path);
  await page.getByRole('link', { name: 'Add 193.168.1.0/24' }).click();
  await expect(shownChange(page)).toContainText('Done');
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', '193.168.1.0/24']);
});

test('keeps an entry that a colleague added elsewhere after the review', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  await signInAs(operator);
  await reviewAdding(page, cluster, '194.168.1.0/24');
  await azure.addElsewhere(cluster, '193.168.1.0/24', 'AzureDevOps');

  await applyAndFinish(page);

  const after = ['73.140.245.0/24', '193.168.1.0/24', 'AzureDevOps', '194.168.1.0/24'];
  await expect(shownEntries(page)).toHaveText(after);
  expect(await azure.entriesOf(cluster)).toEqual(after);
});

test('merges again when a colleague was faster between the read and the PUT', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  const put = await azure.fault(cluster, { method: 'PUT', times: 1, do: { hold: 'before' } });
  await signInAs(operator);
  await reviewAdding(page, cluster, '194.168.1.0/24');
  await page.getByRole('button', { name: 'Apply' }).click();
  await put.held();
  await azure.addElsewhere(cluster, '193.168.1.0/24');
  await put.release();

  await expect(shownChange(page)).toContainText('Done');
  expect((await azure.putsOf(cluster)).map(({ status }) => status)).toEqual([412, 200]);
  expect(await azure.entriesOf(cluster)).toEqual([
    ...['73.140.245.0/24', '193.168.1.0/24', '194.168.1.0/24'],
  ]);
});

test('does not bring back what a colleague removed after the review', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(
    oneCluster({ entries: [...standing, '193.168.1.0/24', '137.117.106.88/29'] }),
  );
  await signInAs(operator);
  await page.goto(cluster.path);
  await page.getByRole('checkbox', { name: 'Remove 137.117.106.88/29' }).check();
  await page.getByRole('textbox', { name: 'Add ranges' }).fill('194.168.1.0/24');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByRole('region', { name: 'Review' })).toBeVisible();
  await azure.edit(cluster, { authorizedIPRanges: standing });

  await applyAndFinish(page);

  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', '194.168.1.0/24']);
});

test('says so when a colleague has changed the cluster again before the end', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(
    oneCluster({ entries: standing, behaviour: { operations: { ends: 'when-told' } } }),
  );
  await signInAs(operator);
  await reviewAdding(page, cluster, '194.168.1.0/24');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(shownChange(page)).toContainText('Applying');
  // As `az aks update` does it: the whole list replaced.
  await azure.edit(cluster, { authorizedIPRanges: ['193.168.1.0/24'] });
  await azure.finish(cluster);

  await expect(shownChange(page)).toContainText('Overtaken');
  await expect(shownChange(page)).toContainText('somebody has changed the cluster again since');
  await expect(page.getByRole('button', { name: 'Apply again' })).toBeVisible();
  await expect(shownEntries(page)).toHaveText(['193.168.1.0/24']);
  expect(await azure.entriesOf(cluster)).toEqual(['193.168.1.0/24']);
});
