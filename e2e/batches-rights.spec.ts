import { planFor } from '../outside/batches.ts';
import { expectBatch } from '../outside/changes.ts';
import { standing } from '../outside/setups.ts';
import { accessProblems } from './fixtures/axe.ts';
import { type Azure, clusters, expect, type Seeded, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

const range = '81.2.69.0/24';

/** One may be written, one is locked, and of the third the operator may only read. */
async function enterMixed(azure: Azure) {
  const names = ['aks-free', 'aks-locked', 'aks-reader'];
  const setup = clusters(...names.map((name) => ({ name, entries: standing })));
  const entered = await enter(azure, { ...setup, operatorMay: 'read' });
  await mixRights(azure, entered);
  return entered;
}

async function mixRights(azure: Azure, { operator, subscription, clusters: all }: Seeded) {
  const [free, locked] = all.map(({ id }) => id);
  const writer = { person: operator.upn, role: 'Contributor' } as const;
  await azure.control.editSubscription(subscription.id, {
    roles: [
      { person: operator.upn, role: 'Reader' },
      { ...writer, scope: `${free}` },
      { ...writer, scope: `${locked}` },
    ],
    locks: [{ name: 'freeze', level: 'ReadOnly', scope: `${locked}` }],
  });
}

test('says which clusters Azure would refuse, and leaves them out of the plan', async ({
  azure,
}) => {
  const { ada, clusters: all } = await enterMixed(azure);

  const plan = await planFor(ada, range);
  expect(plan.text).toContain('3 to change');
  expect(plan.text).toContain('You may not change 1 of these clusters');
  expect(plan.text).toContain('A lock forbids changes of 1 of these clusters');

  const text = (await ada.send({ path: `${plan.path}/plan.txt` })).body;
  expect(text).toContain('1 cluster may not be changed by its author, 1 cluster locked');
  expect(text).toMatch(/aks-reader, 2 -> 3 entries: its author may not change this cluster\n/);
  const sheet = (await ada.send({ path: `${plan.path}/plan.csv` })).body;
  expect(sheet).toContain(`Add ${range},a lock forbids changes,aks-locked,`);

  const fewer = await ada.press(plan, 'Leave out 1 cluster');
  expect(fewer.text).toContain('Change 2 clusters');
  expect(fewer.text).not.toContain('You may not change');
  const free = await ada.press(fewer, 'Leave out 1 cluster');
  expect(free.text).toContain('Change 1 cluster');
  expect(free.text).toContain('you may change this cluster');

  await expectBatch(ada, await ada.press(free, 'Start'), 'Finished');
  const now = await azure.listsOf(all);
  expect(now).toEqual([[...standing, range], standing, standing]);
  const puts = await Promise.all(all.map((cluster) => azure.putsOf(cluster)));
  expect(puts.map(({ length }) => length)).toEqual([1, 0, 0]);
});

test('shows the plan while Azure is still asked about rights, and keeps what was typed when some are left out', async ({
  azure,
  page,
  enterHere,
}) => {
  const names = ['aks-free', 'aks-locked', 'aks-reader'];
  const setup = clusters(...names.map((name) => ({ name, entries: standing })));
  const entered = await enterHere({ ...setup, operatorMay: 'read' });
  await mixRights(azure, entered);
  await page.goto('/clusters');
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await page.getByRole('button', { name: /Change these/ }).click();
  await page.getByRole('textbox', { name: 'Add ranges' }).fill(range);
  const { id } = entered.subscription;
  const path = `${id}.*/providers/Microsoft.Authorization/permissions`;
  const answers = await azure.faultWhere({ match: { path }, do: { hold: 'before' } });
  await page.getByRole('button', { name: 'Show the plan' }).click();

  await expect(page.getByText('Asking Azure whether you may change')).toBeVisible();
  await page.getByRole('textbox', { name: /Reason/ }).fill('new office');
  await answers.end();
  await expect(page.getByText('You may not change 1 of these clusters')).toBeVisible();
  expect(await accessProblems(page, 'a plan with clusters that may not be changed')).toEqual([]);

  await page.getByRole('button', { name: 'Leave out 1 cluster' }).first().click();
  await expect(page.getByRole('heading', { name: 'Change 2 clusters' })).toBeVisible();
  await expect(page.getByText('You may not change')).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: /Reason/ })).toHaveValue('new office');
});
