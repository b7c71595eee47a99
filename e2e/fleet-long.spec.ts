import type { Locator, Page } from 'playwright/test';
import { accessProblems } from './fixtures/axe.ts';
import { sendRaw } from './fixtures/console.ts';
import { shownClusters } from './fixtures/fleet.ts';
import { clusters, expect, type Setup, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

const names = Array.from({ length: 320 }, (_, at) => `aks-${at + 1}`);

/** More than anybody's screen, and than one answer brings. */
const long: Setup = clusters(...names.map((name) => ({ name, entries: ['73.140.245.0/24'] })));

function boxOf(page: Page, name: string): Locator {
  return page.getByRole('checkbox', { name: `Select ${name}`, exact: true });
}

/** Scrolls a list of 320 by rows, wherever it begins. */
async function scrollToRow(page: Page, place: number): Promise<void> {
  const rows = page.getByRole('table', { name: 'Clusters' }).locator('tbody');
  await rows.evaluate((body, at) => {
    const { top, height } = body.getBoundingClientRect();
    window.scrollBy(0, top + (height / 320) * at - 200);
  }, place);
}

test('scrolls through a long fleet as one list, and comes back to the place one left', async ({
  page,
  enterHere,
}) => {
  await enterHere(long);
  await page.goto('/clusters');
  const table = page.getByRole('table', { name: 'Clusters' });
  await expect(table).toHaveAttribute('aria-rowcount', '321');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toHaveCount(0);
  const before = await page.evaluate(() => document.documentElement.scrollHeight);

  await scrollToRow(page, 250);
  const row = page.getByRole('row', { name: 'aks-255' });
  await expect(row).toHaveAttribute('aria-rowindex', '256');
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(before);
  expect(await table.getByRole('row').count()).toBeLessThan(60);

  await row.getByRole('link', { name: 'aks-255' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'aks-255' })).toBeVisible();
  await page.goBack();
  await expect(row).toBeInViewport();
  await page.reload();
  await expect(row).toBeInViewport();

  await page.getByRole('link', { name: 'Name', exact: true }).click();
  await expect(page.getByRole('row', { name: 'aks-320' })).toBeInViewport();
});

test('selects runs and all of a long fleet by keyboard and pointer, and keeps them in a search', async ({
  page,
  enterHere,
}) => {
  await enterHere(long);
  await page.goto('/clusters');
  await boxOf(page, 'aks-2').check();
  await boxOf(page, 'aks-5').click({ modifiers: ['Shift'] });
  await expect(page.getByText('4 of 320 selected')).toBeVisible();
  await page.keyboard.press('Shift+ArrowUp');
  await expect(page.getByText('3 of 320 selected')).toBeVisible();
  await page.keyboard.press('End');
  await expect(boxOf(page, 'aks-320')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByText('4 of 320 selected')).toBeVisible();
  expect(await accessProblems(page, 'some rows selected')).toEqual([]);

  await page.getByRole('searchbox', { name: 'Search clusters' }).fill('aks-32');
  await expect(shownClusters(page)).toHaveText(['aks-32', 'aks-320']);
  await expect(boxOf(page, 'aks-320')).toBeChecked();
  await expect(page.getByText('4 selected, counting those outside this list')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search clusters' }).fill('');

  await boxOf(page, 'aks-1').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(page.getByText('320 of 320 selected')).toBeVisible();
  await boxOf(page, 'aks-3').uncheck();
  await expect(page.getByText('319 of 320 selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(boxOf(page, 'aks-1')).not.toBeChecked();
  await expect(page.getByText('of 320 selected')).toHaveCount(0);
});

test('jumps to a cluster from any page by what is typed', async ({ page, enterHere }) => {
  const { clusters: seeded } = await enterHere(
    clusters({ name: 'aks-alpha' }, { name: 'aks-beta', entries: ['73.140.245.0/24'] }),
  );
  await page.goto('/address');
  await page.getByRole('button', { name: 'Jump to a cluster' }).click();
  const box = page.getByRole('combobox', { name: 'Cluster' });
  await box.fill('aks');
  await expect(page.getByRole('option')).toHaveText([/aks-alpha/, /aks-beta/]);
  expect(await accessProblems(page, 'the jump to a cluster')).toEqual([]);
  await box.press('ArrowDown');
  await expect(page.getByRole('option', { name: 'aks-beta' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await box.press('Enter');
  await expect(page).toHaveURL(seeded[1]?.path ?? '');

  await page.keyboard.press('ControlOrMeta+k');
  await box.fill('nowhere');
  await expect(page.getByText('No cluster matches.')).toBeVisible();
  // Enter means what was typed, also before the answer is here.
  await box.fill(seeded[0]?.fqdn ?? '');
  await box.press('Enter');
  await expect(page).toHaveURL(seeded[0]?.path ?? '');
});

test('gives rows to nobody without a session, and to no other site', async ({ azure }) => {
  const { cluster, ada } = await enter(azure);
  const path = '/clusters/rows?q=aks';
  expect(await sendRaw({ path })).toMatchObject({ status: 401, body: 'Not signed in\n' });
  const answer = await ada.send({ path });
  expect(answer.headers['cache-control']).toContain('no-store');
  expect(JSON.parse(answer.body)).toMatchObject({ total: 1, rows: [{ name: cluster.name }] });
  const elsewhere = await ada.send({ path, headers: { 'sec-fetch-site': 'cross-site' } });
  expect(elsewhere.status).toBe(403);
});
