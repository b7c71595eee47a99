import { askToAdd, expectChange } from './fixtures/asking.ts';
import { resourceGraph, shownClusters } from './fixtures/fleet.ts';
import { type Azure, type Cluster, clusters, expect, oneCluster, test } from './fixtures/index.ts';

const held = (azure: Azure, cluster: Cluster) =>
  azure.fault(cluster, { method: 'GET', times: 1, do: { hold: 'before' } });

test('says that a page is on its way for as long as Azure takes', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, clusters: seeded } = await azure.seed(
    clusters({ name: 'aks-alpha' }, { name: 'aks-beta' }),
  );
  const [alpha, beta] = seeded;
  if (!alpha || !beta) throw new Error('Two clusters were asked for');
  await signInAs(operator);
  await page.goto('/clusters');
  const bar = page.getByRole('progressbar', { name: 'On its way' });
  const heading = page.getByRole('heading', { level: 1 });

  const linked = await held(azure, alpha);
  await shownClusters(page).filter({ hasText: alpha.name }).click();
  await expect(bar).toBeVisible();
  await linked.end();
  await expect(heading).toContainText(alpha.name);
  await expect(bar).toBeHidden();

  const jumped = await held(azure, beta);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Cluster' }).fill(beta.name);
  await page.keyboard.press('Enter');
  await expect(bar).toBeVisible();
  await jumped.end();
  await expect(heading).toContainText(beta.name);
  await expect(bar).toBeHidden();

  await page.goto('/clusters');
  const reading = await azure.faultWhere({
    match: { path: resourceGraph, operator: operator.upn },
    do: { hold: 'before' },
  });
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(bar).toBeVisible();
  await reading.end();
  await expect(bar).toBeHidden();
  await expect(shownClusters(page)).toHaveCount(2);
});

test('the tab of a page says how a change ended while the page was on its way', async ({
  azure,
  page,
  enterHere,
}) => {
  const behaviour = { operations: { ends: 'when-told' } } as const;
  const { cluster } = await enterHere(oneCluster({ behaviour }));
  await askToAdd(page, cluster);
  await expectChange(page, 'Applying');

  const second = await page.context().newPage();
  const reading = await held(azure, cluster);
  const opened = second.goto(page.url());
  await reading.held();
  await azure.finish(cluster);
  await expectChange(page, 'Done');
  await reading.end();
  await opened;
  await expectChange(second, 'Done');
  await expect(second).toHaveTitle(`Done · ${cluster.name} · Drawbridge`);
});
