import { planFor } from '../outside/batches.ts';
import { apply, expectBatch, review } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { standing } from '../outside/setups.ts';
import { accessProblems } from './fixtures/axe.ts';
import { clusters, expect, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';

const mine = `${ownAddress}/32`;
const theirs = '194.168.1.0/24';
const three = clusters(
  { name: 'aks-a', entries: standing },
  { name: 'aks-b', entries: standing },
  { name: 'aks-has-it', entries: [...standing, mine] },
);

test('undoes a batch on the clusters that it changed, by a plan, and with the keyboard alone', async ({
  azure,
  page,
  enterHere,
}) => {
  const { operator, clusters: all } = await enterHere(three);
  const [first] = all;
  const ada = await signInOverHttp(operator);
  const plan = await planFor(ada, mine);
  const started = await ada.press(plan, 'Start with one cluster');
  const finished = await expectBatch(ada, started, 'Finished', ['2 of 2 done']);
  if (first) await azure.edit(first, { authorizedIPRanges: [...standing, mine, theirs] });
  const puts = await azure.countPuts(all);

  await page.goto(finished.path);
  await page.getByRole('button', { name: 'Undo on 2 clusters…' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Undo on 2 clusters' })).toBeVisible();
  await expect(page).toHaveTitle('Undo on many clusters · Drawbridge');
  await expect(page.getByText(`Takes back what “Add ${mine}” of`)).toBeVisible();
  const undo = page.getByRole('region', { name: 'Plan' });
  await expect(undo).toContainText(`Remove ${mine}`);
  await expect(undo).not.toContainText('aks-has-it');
  expect(await accessProblems(page, 'the plan of an undo')).toEqual([]);
  expect(await azure.countPuts(all)).toBe(puts);

  await page.getByRole('checkbox', { name: 'include 2 clusters' }).press('Space');
  await page.getByRole('button', { name: 'Start with one cluster' }).press('Enter');
  const batch = page.getByRole('status', { name: 'Batch' });
  await expect(batch).toContainText('Finished');
  await expect(batch).toContainText('2 of 2 done');
  await expect(page.getByText(`Undoes “Add ${mine}” of`)).toBeVisible();
  const undone = await ada.open(finished.path);
  expect(undone.text).toContain(`Undone by “Remove ${mine}” of`);
  expect(undone.all('button').filter((each) => each.startsWith('Undo'))).toEqual([]);
  expect(await azure.listsOf(all)).toEqual([[...standing, theirs], standing, [...standing, mine]]);
});

test('takes nothing from a colleague who asked for the same meanwhile, unless it is agreed to', async ({
  azure,
}) => {
  const { ada, colleagues, clusters: all } = await enter(azure, { ...three, colleagues: 1 });
  const [colleague, first] = [colleagues[0], all[0]];
  if (!colleague || !first) throw new Error('Nobody else came.');
  const ben = await signInOverHttp(colleague);
  const wanted = await review(ben, first, theirs);
  const plan = await planFor(ada, theirs);
  const started = await ada.press(plan, 'Start with one cluster');
  const finished = await expectBatch(ada, started, 'Finished', ['3 of 3 done']);
  await apply(ben, wanted);

  const undo = await ada.press(finished, 'Undo on 3 clusters…');
  expect(undo.text).toContain('2 to change · 1 needs your yes');
  expect(undo.text).toContain(`${colleague.displayName} asked for ${theirs} as well`);
  const file = await ada.send({ path: `${undo.path}/plan.csv` });
  expect(file.body).toContain(`"Remove ${theirs}, if agreed to",`);

  await expectBatch(ada, await ada.press(undo, 'Start with one cluster'), 'Finished', [
    '2 of 2 done',
  ]);
  const kept = [...standing, theirs];
  expect(await azure.listsOf(all)).toEqual([kept, standing, [...standing, mine]]);
});

test('undoes nobody else’s batch', async ({ azure }) => {
  const { ada, colleagues, clusters: all } = await enter(azure, { ...three, colleagues: 1 });
  const [colleague] = colleagues;
  if (!colleague) throw new Error('Nobody else came.');
  const plan = await planFor(ada, mine);
  const started = await ada.press(plan, 'Start with one cluster');
  const finished = await expectBatch(ada, started, 'Finished');
  const now = await azure.listsOf(all);
  const undo = await finished.post('Undo on 2 clusters…');

  const ben = await signInOverHttp(colleague);
  const answer = await ben.submit(undo);
  expect(String(answer.headers['location'])).toContain(finished.path);
  expect((await ben.open(finished.path)).status).toBe(404);
  expect((await ben.open('/batches?show=plans')).text).toContain('No plan waits');
  expect(await azure.listsOf(all)).toEqual(now);
});

test('says of an undo that Azure refuses that it was not done, and where', async ({ azure }) => {
  const { ada, subscription, clusters: all } = await enter(azure, three);
  const plan = await planFor(ada, theirs);
  const started = await ada.press(plan, 'Start with one cluster');
  const finished = await expectBatch(ada, started, 'Finished', ['3 of 3 done']);
  await azure.control.editSubscription(subscription.id, {
    locks: [{ name: 'freeze', level: 'ReadOnly' }],
  });

  const undo = await ada.press(finished, 'Undo on 3 clusters…');
  expect(undo.text).toContain('A lock forbids changes of any of these clusters');
  const stopped = await ada.press(undo, 'Start with one cluster');
  await expectBatch(ada, stopped, 'Stopped', ['0 of 3 done, 1 not done, 2 not started']);
  const after = standing.concat(theirs);
  expect(await azure.listsOf(all)).toEqual([after, after, [...standing, mine, theirs]]);
});
