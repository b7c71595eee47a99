import type { Page } from 'playwright/test';
import { wanted } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { standing } from '../outside/setups.ts';
import { expectChange } from './fixtures/asking.ts';
import { clusters, expect, oneCluster, test } from './fixtures/index.ts';
import { reviewAdding } from './fixtures/pages.ts';

test('the page of a cluster never has more than one thing to press first', async ({
  azure,
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere();
  await page.goto(cluster.path);
  await expectFirst(page, ['Add my IP']);

  const ranges = page.getByRole('textbox', { name: 'Add ranges' });
  await ranges.fill(wanted);
  await expectFirst(page, ['Review changes']);
  await ranges.fill('');
  await page.getByRole('checkbox', { name: `Remove ${standing[0]}` }).check();
  await expectFirst(page, ['Review changes']);

  await reviewAdding(page, cluster, wanted);
  await expectFirst(page, ['Apply']);

  await azure.edit(cluster, { properties: { provisioningState: 'Failed' } });
  await page.getByRole('button', { name: 'Apply' }).click();
  await expectChange(page, 'Needs confirmation');
  await expectFirst(page, ['Go on']);

  // Whoever edits while a change asks is about that.
  await ranges.fill('137.117.106.88/29');
  await expectFirst(page, ['Review changes']);
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByRole('region', { name: 'Review' })).toBeVisible();
  await expectFirst(page, ['Apply']);
});

test('urges nobody to press what Azure would refuse', async ({ page, enterHere }) => {
  const { cluster } = await enterHere(oneCluster({}, { operatorMay: 'read' }));
  await page.goto(cluster.path);
  await expect(page.getByText('You may not change this cluster')).toBeVisible();
  const link = page.getByRole('link', { name: 'Add my IP' });
  await expect(link).toBeVisible();
  await expectFirst(page, []);
  await link.click();
  await expect(page.getByRole('button', { name: `Add ${ownAddress}/32` })).toBeVisible();
  await expectFirst(page, []);
});

test('urges nobody to restrict what Azure would not let them change', async ({
  azure,
  page,
  enterHere,
}) => {
  const { cluster, clusters: all } = await enterHere(
    clusters({ name: 'aks-open' }, { name: 'aks-open-stopped' }),
  );
  await page.goto(cluster.path);
  await expectFirst(page, ['Restrict this cluster']);
  const stopped = all[1] ?? cluster;
  await azure.edit(stopped, { properties: { powerState: { code: 'Stopped' } } });
  await page.goto(stopped.path);
  await expect(page.getByRole('button', { name: 'Restrict this cluster' })).toBeVisible();
  await expectFirst(page, []);
});

test('urges nobody to ask again what Azure has just refused', async ({
  azure,
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere();
  await azure.fault(cluster, {
    method: 'PUT',
    do: { answer: { status: 403, body: { error: { code: 'RequestDisallowedByPolicy' } } } },
  });
  await reviewAdding(page, cluster, wanted);
  await page.getByRole('button', { name: 'Apply' }).click();
  await expectChange(page, 'Refused');
  await expect(page.getByRole('link', { name: 'Add my IP' })).toBeVisible();
  await expectFirst(page, []);
});

/** What stands out from all else that can be pressed, by its colour. */
async function expectFirst(page: Page, names: readonly string[]): Promise<void> {
  const first = () =>
    page.getByRole('main').evaluate((main) => {
      const probe = main.appendChild(document.createElement('i'));
      probe.style.background = 'var(--accent)';
      const { backgroundColor } = getComputedStyle(probe);
      probe.remove();
      return [...main.querySelectorAll<HTMLElement>('a, button')]
        .filter((each) => each.checkVisibility())
        .filter((each) => getComputedStyle(each).backgroundColor === backgroundColor)
        .map((each) => each.innerText);
    });
  await expect.poll(first).toEqual(names);
}
