import type { Locator, Page } from 'playwright/test';
import { ownAddress } from '../outside/own-address.ts';
import { clusters, expect, oneCluster, test } from './fixtures/index.ts';
import { shownChange } from './fixtures/pages.ts';

/** Presses Tab until `target` has the focus; what takes more than 60 is out of reach. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target, 'reached with Tab').toBeFocused();
}

test('lets somebody in with the keyboard alone, from the sign-in to the end', async ({
  azure,
  page,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: ['73.140.245.0/24'] }));
  await page.goto('/');
  await tabTo(page, page.getByRole('link', { name: 'Sign in' }));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: operator.upn }).press('Enter');

  await expect(
    page.getByText(`You come from ${ownAddress} (seen from the internet)`),
  ).toBeVisible();
  await tabTo(page, page.getByRole('searchbox', { name: 'Search clusters' }));
  await page.keyboard.type(cluster.name);
  await expect(page).toHaveURL(`/clusters?q=${cluster.name}`);
  await tabTo(
    page,
    page.getByRole('row', { name: cluster.name }).getByRole('link', { name: 'Add my IP' }),
  );
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: `Add ${ownAddress}/32` }));
  await page.keyboard.press('Enter');

  await expect(shownChange(page)).toContainText('Done');
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', `${ownAddress}/32`]);
});

test('stages, reviews and applies a change with the keyboard alone', async ({
  azure,
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere(
    oneCluster({ entries: ['73.140.245.0/24', '193.168.1.0/24'] }),
  );
  await page.goto(cluster.path);
  await expect(page.getByText(`You (${ownAddress}):`)).toBeVisible();

  await tabTo(page, page.getByRole('checkbox', { name: 'Remove 193.168.1.0/24' }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('textbox', { name: 'Add ranges' }));
  await page.keyboard.type('194.168.1.0/24');
  await tabTo(page, page.getByRole('button', { name: 'Review changes' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Apply' }));
  await page.keyboard.press('Enter');

  await expect(shownChange(page)).toContainText('Done');
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', '194.168.1.0/24']);
});

test('goes on with what is selected from wherever in the list one is', async ({
  page,
  enterHere,
}) => {
  await enterHere(clusters({ name: 'aks-a' }, { name: 'aks-b' }, { name: 'aks-c' }));
  await page.goto('/clusters');
  await page.getByRole('checkbox', { name: 'Select aks-a' }).focus();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page).toHaveURL('/clusters');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByText('2 of 3 selected')).toBeVisible();

  await page.keyboard.press('ControlOrMeta+Enter');

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change 2 clusters');
});
