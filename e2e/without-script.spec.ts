import type { Page } from 'playwright/test';
import { readSheet, type Sheet } from '../outside/sheet.ts';
import { clusters, expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';
import { shownChange } from './fixtures/pages.ts';
import { reviewLines } from './fixtures/review.ts';

test.use({ javaScriptEnabled: false });

test('shows a whole fleet in pages, searches, filters and orders it', async ({ azure }) => {
  const many = Array.from({ length: 55 }, (_, at) => ({
    name: `aks-${at + 1}`,
    entries: at < 3 ? ['73.140.245.0/24'] : [],
  }));
  const { ada } = await enter(azure, clusters(...many));
  const first = await ada.open('/clusters');
  expect(first.part('Summary')).toContain('55 clusters found');

  const next = await ada.follow(first, 'Next');
  expect(next.all('cluster', 'Clusters')).toEqual(many.slice(50).map(({ name }) => name));
  const found = await ada.press(next, 'Search', { fill: { 'Search clusters': 'aks-5' } });
  expect(found.all('cluster', 'Clusters')).toEqual([
    ...['aks-5', 'aks-50', 'aks-51', 'aks-52', 'aks-53', 'aks-54', 'aks-55'],
  ]);

  const restricted = await ada.follow(await ada.follow(found, 'Clear'), 'Restricted3');
  const ordered = await ada.follow(restricted, 'Name');
  expect(ordered.all('cluster', 'Clusters')).toEqual(['aks-3', 'aks-2', 'aks-1']);

  // Nothing chosen is not everything.
  const stays = await ada.press(ordered, 'Change the selected clusters…');
  expect(stays.text).toContain('Select some clusters first.');
  expect(stays.all('cluster', 'Clusters')).toEqual(['aks-3', 'aks-2', 'aks-1']);
});

test('leads to every row of a page also where script ran before', async ({ azure }) => {
  const many = Array.from({ length: 55 }, (_, at) => ({ name: `aks-${at + 1}` }));
  const { ada } = await enter(azure, clusters(...many));
  const cookie = `${ada.cookie()}; script=1`;
  const open = async (path: string) =>
    readSheet(path, await ada.send({ path, headers: { cookie } }));
  const rows = ({ all }: Sheet) => all('link', 'Clusters').filter((name) => /^aks-/.test(name));
  const first = await open('/clusters');
  expect(rows(first)).toEqual(many.slice(0, 25).map(({ name }) => name));

  const whole = await open(first.href('Show them without'));
  expect(rows(whole)).toEqual(many.slice(0, 25).map(({ name }) => name));
  const next = await open(whole.href('Next'));
  expect(rows(next)).toEqual(many.slice(25, 50).map(({ name }) => name));
});

test('stages, mends, reviews and applies a change', async ({ azure, page, enterHere }) => {
  const entries = ['73.140.245.0/24', '193.168.1.0/24'];
  const { cluster } = await enterHere(oneCluster({ entries }));
  await page.goto(cluster.path);
  await page.getByRole('checkbox', { name: 'Remove 193.168.1.0/24' }).check();
  const box = page.getByRole('textbox', { name: 'Add ranges' });
  await box.fill('194.168.1.0/24\n137.117.106.90/29');
  await page.getByRole('button', { name: 'Review changes' }).click();

  await expect(page.getByText('starts at 137.117.106.88/29: use that?')).toBeVisible();
  await expect(box).toHaveValue('194.168.1.0/24\n137.117.106.90/29');
  await expect(page.getByRole('checkbox', { name: 'Remove 193.168.1.0/24' })).toBeChecked();
  await page.getByRole('button', { name: 'Use 137.117.106.88/29' }).click();
  await expect(reviewLines(page, 'removed')).toHaveText(['193.168.1.0/24']);
  await expect(reviewLines(page, 'added')).toHaveText(['194.168.1.0/24', '137.117.106.88/29']);
  await page.getByRole('button', { name: 'Apply' }).click();

  await expectDoneAfterReload(page);
  expect(await azure.entriesOf(cluster)).toEqual([
    ...['73.140.245.0/24', '194.168.1.0/24', '137.117.106.88/29'],
  ]);
});

/** Nothing moves by itself without script: the page is read again until the change has ended. */
async function expectDoneAfterReload(page: Page): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(shownChange(page)).toContainText('Done', { timeout: 200 });
  }).toPass({ timeout: 10_000 });
}
