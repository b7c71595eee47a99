import type { Page } from 'playwright/test';
import { expect, oneCluster, test } from './fixtures/index.ts';

const setup = oneCluster();

for (const width of [360, 1440]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 740 } });

    test('Tab goes through everything there is, in its order, and shows where it is', async ({
      page,
      enterHere,
    }) => {
      const { cluster } = await enterHere(setup);
      for (const path of ['/clusters', cluster.path, `${cluster.path}/add-my-ip`]) {
        await page.goto(path);
        await expectEverythingInOrder(page, path);
      }
    });
  });
}

test('the first Tab offers to skip what every page begins with', async ({ page, enterHere }) => {
  const { cluster } = await enterHere(setup);
  await page.goto(cluster.path);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });

  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const back = page.getByRole('main').getByRole('link', { name: 'Clusters', exact: true });
  await expect(back).toBeFocused();
  await expect(page.locator(':focus')).toBeInViewport({ ratio: 1 });
});

test('the list of clusters is a press away from the search, whatever there is to filter by', async ({
  page,
  enterHere,
}) => {
  await enterHere(setup);
  await page.goto('/clusters');
  const skip = page.getByRole('link', { name: 'Skip to the list' });
  await page.getByRole('searchbox', { name: 'Search clusters' }).focus();
  await page.keyboard.press('Shift+Tab');
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });

  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toBeVisible();
  await expect(page.getByRole('form', { name: 'Select clusters' }).locator(':focus')).toHaveCount(
    1,
  );
});

test('the focus goes on with what is pressed: to the review, and to what becomes of it', async ({
  azure,
  page,
  enterHere,
}) => {
  const behaviour = { operations: { ends: 'when-told' } } as const;
  const { cluster } = await enterHere(oneCluster({ entries: ['73.140.245.0/24'], behaviour }));
  await page.goto(cluster.path);
  await page.getByRole('textbox', { name: 'Add ranges' }).fill('194.168.1.0/24');
  await page.getByRole('button', { name: 'Review changes' }).press('Enter');
  const review = page.getByRole('heading', { name: 'Add 194.168.1.0/24' });
  await expect(review).toBeFocused();
  await page.getByRole('button', { name: 'Back to editing' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Add ranges' })).toBeFocused();
  await page.getByRole('button', { name: 'Review changes' }).press('Enter');
  await expect(review).toBeFocused();

  await page.getByRole('button', { name: 'Apply' }).press('Enter');
  await expect(page.locator(':focus')).toHaveText('ApplyingAdd 194.168.1.0/24');
  await expect(page).toHaveTitle(`Under way · ${cluster.name} · Drawbridge`);

  await azure.finish(cluster);
  await expect(page.locator(':focus')).toHaveText('DoneAdd 194.168.1.0/24');
  await expect(page).toHaveTitle(`Done · ${cluster.name} · Drawbridge`);
});

test('the focus stays with a change whose last button was pressed', async ({ page, enterHere }) => {
  const { cluster } = await enterHere(
    oneCluster({ behaviour: { running: { ends: 'when-told' } } }),
  );
  await page.goto(cluster.path);
  await page.getByRole('textbox', { name: 'Add ranges' }).fill('194.168.1.0/24');
  await page.getByRole('button', { name: 'Review changes' }).press('Enter');
  await page.getByRole('button', { name: 'Apply' }).press('Enter');
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(page.locator(':focus')).toHaveText('CancelledAdd 194.168.1.0/24');
});

/** What takes the focus: its name, whether it is seen then, and whether it shows that it has it. */
type Stop = { readonly name: string; readonly seen: boolean; readonly marked: boolean };

async function expectEverythingInOrder(page: Page, what: string): Promise<void> {
  const all = await page.evaluate(() => {
    const able = 'a[href], button, input:not([type=hidden]), textarea, select, summary';
    return [...document.querySelectorAll<HTMLElement>(able)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => !element.matches(':disabled'))
      .map((element) => element.outerHTML);
  });
  expect(all.length).toBeGreaterThan(5);

  const forth = await stopsOf(page, 'Tab', all.length);
  expect(
    forth.map(({ name }) => name),
    what,
  ).toEqual(all);
  // Out of the page and in again, and then upwards, where the bar on top is in the way.
  await page.keyboard.press('Tab');
  const back = await stopsOf(page, 'Shift+Tab', all.length);
  expect(back.map(({ name }) => name).toReversed(), `${what}: backwards`).toEqual(all);

  const stops = [...forth, ...back];
  const unseen = stops.filter(({ seen }) => !seen);
  expect(unseen, `${what}: out of sight`).toEqual([]);
  const unmarked = stops.filter(({ marked }) => !marked);
  expect(unmarked, `${what}: not marked`).toEqual([]);
}

/** Where the focus stops at each press of a key. */
async function stopsOf(page: Page, key: string, presses: number): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press(key);
    stops.push(await page.evaluate(focusedStop));
  }
  return stops;
}

/** Runs in the page. */
function focusedStop(): Stop {
  const focused = document.activeElement ?? document.body;
  const { left, right, top, bottom } = focused.getBoundingClientRect();
  const at = (x: number, y: number) => {
    const found = document.elementFromPoint(x, y);
    return focused.contains(found) || found?.contains(focused) === true;
  };
  const middle = (left + right) / 2;
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  return {
    name: focused.outerHTML,
    // Neither beyond the edge of the window nor under the bar that stays on top.
    seen: [top + 1, (top + bottom) / 2, bottom - 1].every((y) => at(middle, y)),
    marked: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1,
  };
}
