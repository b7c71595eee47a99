import { apply, expectBecomes, review } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';
import { rowWith, shownChange, shownEntries } from './fixtures/pages.ts';
import { reviewLines, reviewOf } from './fixtures/review.ts';

test('stages adds and removals, shows before and after, and applies them once for a double click', async ({
  azure,
  page,
  enterHere,
}) => {
  const entries = ['73.140.245.0/24', '193.168.1.0/24', 'office-berlin', '137.117.106.88/29'];
  const { cluster } = await enterHere(oneCluster({ entries }));
  await page.goto(cluster.path);
  const box = page.getByRole('textbox', { name: 'Add ranges' });
  await box.fill('194.168.1.0/24');
  // Nobody understands this entry; it can be taken out all the same.
  await rowWith(page, 'Entries', 'office-berlin').getByRole('checkbox').check();
  await page.getByRole('checkbox', { name: 'Remove 193.168.1.0/24' }).check();
  await page.getByRole('button', { name: 'Review changes' }).click();

  const review = reviewOf(page);
  await expect(review).toContainText('4 before, 3 after');
  await expect(reviewLines(page, 'removed')).toHaveText(['193.168.1.0/24', 'office-berlin']);
  await expect(reviewLines(page, 'added')).toHaveText(['194.168.1.0/24']);
  await expect(reviewLines(page, 'kept')).toHaveText(['73.140.245.0/24', '137.117.106.88/29']);
  await expect(review).toContainText('Azure reconciles the whole cluster for this');

  await page.getByRole('button', { name: 'Back to editing' }).click();
  await expect(box).toHaveValue('194.168.1.0/24');
  const removal = page.getByRole('checkbox', { name: 'Remove 193.168.1.0/24' });
  await expect(removal).toBeChecked();
  await removal.uncheck();
  await page.getByRole('button', { name: 'Review changes' }).click();
  await page.getByRole('checkbox', { name: 'You may lose access yourself' }).check();
  await page.getByRole('textbox', { name: /^Reason/ }).fill('The office has moved');
  await page.getByRole('button', { name: 'Apply' }).dblclick();
  await expect(shownChange(page)).toContainText('Done');

  const after = ['73.140.245.0/24', '193.168.1.0/24', '137.117.106.88/29', '194.168.1.0/24'];
  await expect(shownEntries(page)).toHaveText(after);
  await expect(page.getByText('“The office has moved”')).toBeVisible();
  expect(await azure.entriesOf(cluster)).toEqual(after);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
  await page.goto(cluster.path);
  await expect(
    page.getByRole('region', { name: 'Last changes here' }).getByRole('listitem'),
  ).toHaveCount(1);
});

test('sends back what it does not understand exactly as it was read', async ({ azure }) => {
  const entries = [
    ...['137.117.106.90/29', '193.168.1.0/24', '193.168.1.0/24', '193.168.1.7/32'],
    ...['2001:4860::/32', 'AzureDevOps.WestEurope', 'office-berlin'],
  ];
  const { cluster, ada } = await enter(azure, oneCluster({ entries }));
  const tick = ['Remove 193.168.1.7/32'];
  await apply(ada, await ada.press(await ada.open(cluster.path), 'Review changes', { tick }));

  const left = entries.filter((entry) => entry !== '193.168.1.7/32');
  expect(await azure.entriesOf(cluster)).toEqual(left);
});

test('shows the same change after a reload and in another tab, and its end in both', async ({
  azure,
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere(
    oneCluster({
      entries: ['73.140.245.0/24'],
      behaviour: { operations: { ends: 'when-told' } },
    }),
  );
  await page.goto(`${cluster.path}/add-my-ip`);
  await page.getByRole('button', { name: `Add ${ownAddress}/32` }).click();
  await expect(shownChange(page)).toContainText('Applying');

  await page.reload();
  await expect(shownChange(page)).toContainText('Applying');
  const otherTab = await page.context().newPage();
  await otherTab.goto(cluster.path);
  await expect(shownChange(otherTab)).toContainText('Applying');
  await expect(shownChange(otherTab)).toContainText(`Add ${ownAddress}/32`);

  await azure.finish(cluster);
  await otherTab.bringToFront();
  await expect(shownChange(otherTab)).toContainText('Done');
  await page.bringToFront();
  await expect(shownChange(page)).toContainText('Done');
  await expect(page.getByText(/It works by \d\d:\d\d\./)).toBeVisible();
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', `${ownAddress}/32`]);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});

test('leaves the page where it is when a change ends', async ({ azure, page, enterHere }) => {
  const entries = ['73.140.245.0/24'];
  const behaviour = { operations: { ends: 'when-told' } } as const;
  const { cluster } = await enterHere(oneCluster({ entries, behaviour }));
  await page.setViewportSize({ width: 1280, height: 600 });
  await page.goto(`${cluster.path}/add-my-ip`);
  await page.getByRole('button', { name: `Add ${ownAddress}/32` }).click();
  await expect(shownChange(page)).toContainText('Applying');
  await expect(page.getByRole('link', { name: 'Add my IP' })).toBeHidden();

  await azure.finish(cluster);
  await expect(shownEntries(page)).toHaveText([...entries, `${ownAddress}/32`]);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test('says in the review whether AKS may be upgrading the cluster by itself', async ({ azure }) => {
  const allDay = { hourSlots: [...Array(24).keys()] };
  const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  const timeInWeek = days.map((day) => ({ day, ...allDay }));
  const maintenanceConfigurations = { default: { timeInWeek } };
  const { cluster, ada } = await enter(
    azure,
    oneCluster({ behaviour: { maintenanceConfigurations } }),
  );
  const now = 'AKS may be upgrading its own components here now, until 00:00 (UTC).';
  expect((await review(ada, cluster)).part('Review')).toContain(now);

  const { subscriptionId: subscription } = cluster;
  const match = { subscription, path: '/maintenanceConfigurations' };
  await azure.faultWhere({ match, do: { answer: { status: 403 } } });
  const unknown = 'Whether AKS has a maintenance window for this cluster could not be read.';
  expect((await review(ada, cluster)).part('Review')).toContain(unknown);
});

test('undoes its own change, and nothing that others have done since', async ({ azure }) => {
  const entries = ['73.140.245.0/24', '137.117.106.88/29'];
  const { cluster, ada } = await enter(azure, oneCluster({ entries }));
  const reviewed = await ada.press(await ada.open(cluster.path), 'Review changes', {
    fill: { 'Add ranges': '194.168.1.0/24' },
    tick: ['Remove 137.117.106.88/29'],
  });
  const done = await apply(ada, reviewed);
  await azure.addElsewhere(cluster, '193.168.1.0/24');

  const undone = await ada.press(done, 'Undo');

  const words = ['Remove 194.168.1.0/24, add 137.117.106.88/29'];
  await expectBecomes(ada, undone, 'Done', words);
  expect(await azure.entriesOf(cluster)).toEqual([
    ...['73.140.245.0/24', '193.168.1.0/24', '137.117.106.88/29'],
  ]);
});

test('lists the last changes of a cluster, each with its own page', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: ['73.140.245.0/24'] }));
  for (const range of ['194.168.1.0/24', '193.168.1.0/24']) {
    await apply(ada, await review(ada, cluster, range));
  }
  const page = await ada.open(cluster.path);

  expect(page.part('Change')).toBe('');
  expect(page.all('item', 'Last changes here')).toEqual([
    expect.stringMatching(/^Add 193\.168\.1\.0\/24 ?Done ?You/),
    expect.stringMatching(/^Add 194\.168\.1\.0\/24 ?Done ?You/),
  ]);
  const first = await ada.follow(page, 'Add 194.168.1.0/24');
  expect(first.part('Change')).toMatch(/Done.*Add 194\.168\.1\.0\/24/);
  expect(first.text).toMatch(/Correlation id [0-9a-f-]{36}/);
});
