import type { Locator, Page } from 'playwright/test';
import type { Operator } from '../outside/azure.ts';
import { planFor } from '../outside/batches.ts';
import { expectBatch, wanted } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { standing } from '../outside/setups.ts';
import { clusters, expect, test } from './fixtures/index.ts';
import { signInOverHttp } from './fixtures/over-http.ts';
import { echoAnswers, echoWaits } from './fixtures/own-address.ts';
import { expectAddressKnown, expectScriptKnown } from './fixtures/session.ts';

/** What a person notices, as web.dev counts it: a fifth of its limit for "good". */
const mostShift = 0.02;

/** Of more ranges than a narrow screen has columns for. */
const wideComparison = `/clusters/compare?from=${Array.from({ length: 12 }, (_, at) => `193.168.${at}.0/24`)}`;

/** Of more than one state: the sentence above the list, and the pictures of it, grow with what there is to say. */
const setup = clusters(
  { name: 'aks-odd', entries: [...standing, '2001:4860::/32', 'AzureDevOps.WestEurope'] },
  { name: 'aks-restricted', entries: standing },
  { name: 'aks-admits-me', entries: [`${ownAddress}/32`] },
  { name: 'aks-open', entries: ['0.0.0.0/0'] },
  { name: 'aks-private', private: true },
);

for (const width of [360, 1440]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 900 } });

    test('no page moves while it loads, scrolls sideways or strays on a wide screen', async ({
      azure,
      page,
      signInAs,
    }) => {
      await countShifts(page);
      const { operator, cluster } = await azure.seed(setup);
      await page.goto('/');
      await expectStill(page, '/');
      if (width > 360) await expectCentred(page, '/');
      const learn = await echoWaits(page, ownAddress);
      await signInAs(operator);
      await page.goto('/clusters');
      await expect(page.getByText('Your address is not known.')).toBeVisible();
      learn();
      await expectAddressKnown(page);
      await expectStill(page, 'the first page, which learns where one comes from');

      const others = ['/clusters', wideComparison, '/address', ...(await batchesOf(operator))];
      for (const path of [
        ...others,
        cluster.path,
        `${cluster.path}/add-my-ip`,
        `${cluster.path}/as-code`,
      ]) {
        await page.goto(path);
        await expectAddressKnown(page);
        await expectStill(page, path);
        // Once: it gives every page the same wide screen, wherever it comes from.
        if (width > 360) await expectCentred(page, path);
      }
    });
  });
}

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 360, height: 900 } });

  test('the bar keeps to one line, and what stands in a cell clear of its edge', async ({
    page,
    enterHere,
  }) => {
    await echoAnswers(page, 'not an address');
    await enterHere(clusters({ name: 'aks-cluster-only', entries: ['0.0.0.0/32'] }));
    await page.goto('/clusters');
    await expect(page.getByText('Your address is not known.')).toBeVisible();
    const chip = page.getByRole('banner').getByRole('link', { name: 'Address not known' });
    expect((await chip.boundingBox())?.height).toBeLessThan(32);
    const badge = page.getByRole('cell').getByText('Cluster only', { exact: true });
    // As people set letters who find that easier to read (WCAG 1.4.12), too.
    for (const spacing of ['normal', '0.12em']) {
      const clear = await badge.evaluate((each, letters) => {
        document.body.style.letterSpacing = letters;
        const cell = each.closest('td')?.getBoundingClientRect();
        return cell && cell.right - each.getBoundingClientRect().right;
      }, spacing);
      expect(clear, spacing).toBeGreaterThanOrEqual(12);
    }
  });

  test('a row says that its cluster failed, and of none that it runs', async ({
    page,
    enterHere,
  }) => {
    await enterHere(
      clusters({ name: 'aks-failed', provisioningState: 'Failed' }, { name: 'aks-running' }),
    );
    await page.goto('/clusters');
    const rows = page.getByRole('table', { name: 'Clusters' });
    await expect(rows.getByText('Failed', { exact: true }).filter({ visible: true })).toHaveCount(
      1,
    );
    await expect(rows.getByText('Running', { exact: true }).filter({ visible: true })).toHaveCount(
      0,
    );
  });

  test('the list begins on the first screen, and stays there once AKS has confirmed what is open', async ({
    azure,
    page,
    signInAs,
  }) => {
    const { operator } = await azure.seed(clusters({ name: 'aks-open' }, { name: 'aks-open-too' }));
    const listing = await azure.faultWhere({
      match: { path: 'managedClusters', operator: operator.upn },
      do: { hold: 'before' },
    });
    await signInAs(operator);
    await page.goto('/address');
    await expectScriptKnown(page);
    await countShifts(page);
    await page.goto('/clusters', { waitUntil: 'commit' });
    const summary = page.getByRole('region', { name: 'Summary' });
    await expect(summary).toContainText('2 seem open to the internet.');
    await expect(summary).toContainText('confirming 2');
    await expect(page.getByRole('link', { name: 'aks-open', exact: true })).toBeInViewport();
    await expect(page.getByLabel('Location')).toBeHidden();

    // A font that came late may have broken lines anew: this is about what comes after.
    const { sum: before } = await shiftsOf(page);
    await listing.end();
    await expect(summary).toContainText('2 are open to the internet.');
    await expectStill(page, 'the fleet, once confirmed', before);

    await page.getByText('Filter, or ask from another address').press('Enter');
    await expect(page.getByLabel('Location')).toBeVisible();
    await summary.getByRole('link', { name: '2 are open to the internet.' }).click();
    await expect(page).toHaveURL('/clusters?access=open');
  });
});

test('columns stand in the same place on every cluster, and numbers on top of what they count', async ({
  page,
  enterHere,
}) => {
  const { clusters: all } = await enterHere(setup);
  const places: number[] = [];
  for (const { path } of all.slice(0, 2)) {
    await page.goto(path);
    const head = page.getByRole('columnheader', { name: 'What it is' });
    places.push((await head.boundingBox())?.x ?? Number.NaN);
  }
  const [odd = 0, usual = 0] = places;
  expect(Math.abs(odd - usual)).toBeLessThan(16);

  await page.goto('/clusters');
  const columns = page.getByRole('search').locator('a[href*="admits="]');
  await expect(columns).not.toHaveCount(0);
  const gaps = await columns.evaluateAll((each) =>
    each.map((column) => {
      const [number, bar] = [column.querySelector('.tabular-nums'), column.querySelector('rect')];
      if (!number || !bar) return Number.NaN;
      return bar.getBoundingClientRect().top - number.getBoundingClientRect().bottom;
    }),
  );
  expect(gaps.filter((gap) => !(gap >= 0 && gap < 8))).toEqual([]);
});

test('the filters end where the list does', async ({ page, enterHere }) => {
  await enterHere(setup);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/clusters');
  const rightOf = async (each: Locator) => {
    const { x = Number.NaN, width = Number.NaN } = (await each.boundingBox()) ?? {};
    return x + width;
  };
  const list = await rightOf(page.getByRole('table', { name: 'Clusters' }));
  const search = await rightOf(page.getByRole('button', { name: 'Search', exact: true }));
  expect(Math.abs(list - search)).toBeLessThanOrEqual(1);
});

/** A plan, a batch, and the list of both. */
async function batchesOf(operator: Operator): Promise<readonly string[]> {
  const person = await signInOverHttp(operator);
  const plan = await planFor(person, '194.168.1.7/32, 137.117.106.88/29');
  const started = await person.press(await planFor(person, wanted), 'Start');
  await expectBatch(person, started, 'Finished');
  return [plan.path, started.path, '/batches'];
}

/** Adds up, from the first byte of every page, by how much of the screen things jumped. */
async function countShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let sum = 0;
    const moved: string[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        sum += Number(Reflect.get(entry, 'value'));
        for (const { node } of Reflect.get(entry, 'sources') ?? []) {
          moved.push(String(node?.outerHTML ?? node?.textContent).slice(0, 120));
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
    Reflect.set(window, 'shifts', () => ({ sum, moved }));
  });
}

async function shiftsOf(page: Page): Promise<{ sum: number; moved: string[]; sideways: number }> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    // What has moved is reported with the frame after.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const { scrollWidth, clientWidth } = document.documentElement;
    return { ...Reflect.get(window, 'shifts')(), sideways: scrollWidth - clientWidth };
  });
}

/** Nothing has jumped since the sum of shifts was `before`. */
async function expectStill(page: Page, what: string, before = 0): Promise<void> {
  const { sum, moved, sideways } = await shiftsOf(page);
  expect(sum - before, `${what}: ${moved.join('\n')}`).toBeLessThan(mostShift);
  expect(sideways, what).toBeLessThanOrEqual(0);
}

/** On a screen that is far wider than any page, it is in the middle, and its lines are not too long. */
async function expectCentred(page: Page, what: string): Promise<void> {
  const usual = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize({ width: 2560, height: 1440 });
  const { left, right, width } = await page.getByRole('main').evaluate((main) => {
    const box = main.getBoundingClientRect();
    // Without the gutter that is kept free for a scroll bar.
    const { right } = document.body.getBoundingClientRect();
    return { left: box.left, right: right - box.right, width: box.width };
  });
  expect(Math.abs(left - right), what).toBeLessThanOrEqual(1);
  expect(width, what).toBeLessThanOrEqual(1600);
  await page.setViewportSize(usual);
}
