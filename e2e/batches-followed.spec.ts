import type { Operator } from '../outside/azure.ts';
import { planFor } from '../outside/batches.ts';
import { expectBatch, wanted } from '../outside/changes.ts';
import { type Person, signInAgain } from '../outside/person.ts';
import { secondFactor, standing } from '../outside/setups.ts';
import type { Sheet } from '../outside/sheet.ts';
import { clusters, expect, type Setup, test } from './fixtures/index.ts';
import { expectSignedOut, signInOverHttp } from './fixtures/over-http.ts';

test('shows what became of the clusters in pages, what was not done first', async ({ azure }) => {
  const { operator, clusters: all, subscription } = await azure.seed(locked(103));
  const { ada, started } = await start(operator);
  const stopped = await expectBatch(ada, started, 'Stopped', [
    '0 of 103 done, 1 not done, 102 not started',
  ]);
  expect(statesOn(stopped)).toEqual(['Refused', ...Array(99).fill('Not started')]);

  const file = await ada.send({ path: `${started.path}/plan.csv` });
  expect(file.body).toContain(`,aks-000,${all[0]?.resourceGroup},${subscription.displayName},`);

  const next = await ada.follow(stopped, 'Next');
  expect(statesOn(next)).toEqual(Array(3).fill('Not started'));
  const failed = await ada.follow(next, 'Not done 1');
  expect(statesOn(failed)).toEqual(['Refused']);
  expect(await azure.countPuts(all)).toBe(1);
});

test('starts nothing more while it waits for a sign-in, and goes on by itself after it', async ({
  azure,
}) => {
  const { operator, clusters: all } = await azure.seed({
    ...some(3),
    challenges: [secondFactor],
  });
  const { ada, started } = await start(operator);
  const asked = await expectBatch(ada, started, 'Waiting for your sign-in', [
    '0 of 3 done, 1 asks for you, 2 not started',
  ]);
  expect(asked.text).toContain('Nothing more is started until then');
  expect(await azure.countPuts(all)).toBe(1);
  expect((await ada.open('/batches')).text).toContain('Waiting for your sign-in');
  const list = await ada.open('/clusters');
  expect(list.text).toMatch(/A change of yours waits for you.* a batch · Sign-in needed/);
  const leaving = await ada.press(list, 'Sign out');
  expect(leaving.all('heading')).toContain('3 changes of yours are waiting for you');
  expect(leaving.all('button')).toContain('Keep them and sign out');

  const back = await signInAgain(ada, asked, operator);

  expect(back.path).toBe(started.path);
  await expectBatch(ada, back, 'Finished', ['3 of 3 done']);
  expect(await azure.listsOf(all)).toEqual(Array(3).fill([...standing, wanted]));
});

test('counts what each part of the results holds as the headline does, at every moment', async ({
  azure,
  page,
  signInAs,
}) => {
  const behaviour = { operations: { ends: 'when-told' } } as const;
  const { operator, clusters: all } = await azure.seed(
    clusters({ name: 'aks-a', entries: standing, behaviour }),
  );
  const [cluster] = all;
  if (!cluster) throw new Error('No cluster.');
  const { started } = await start(operator);
  await signInAs(operator);
  await page.goto(started.path);
  const parts = page.getByRole('navigation', { name: 'Which clusters' }).getByRole('link');
  await expect(parts).toHaveText(['All 1', 'Under way 1']);
  // The results below are read anew soon after; here they never come.
  await page.route('**', (route) =>
    route.request().headers()['rsc'] === undefined ? route.continue() : undefined,
  );
  await azure.finish(cluster);
  await expect(page.getByRole('status', { name: 'Batch' })).toContainText('Finished');
  await expect(parts).toHaveText(['All 1', 'Done 1']);
});

test('says of a cluster that waits what for, and at which second it is tried next', async ({
  azure,
}) => {
  const behaviour = { running: { ends: 'when-told' } } as const;
  const busy = { name: 'aks-busy', entries: standing, behaviour };
  const { operator, clusters: all } = await azure.seed(
    clusters({ name: 'aks-a', entries: standing }, busy),
  );
  const { ada, started } = await start(operator);
  const ended = await expectBatch(ada, started, 'Waiting', ['1 of 2 done, 1 not started']);
  expect(ended.part('Clusters of the batch')).toMatch(
    /The cluster is busy \(Updating\) since \d\d:\d\d:\d\d UTC. Next try at \d\d:\d\d:\d\d UTC/,
  );
  expect(await azure.countPuts(all)).toBe(1);

  const held = await ada.follow(ended, 'aks-busy');
  expect(held.part('Change')).toContain('Not started');
  expect(held.body).not.toContain('animate-sweep');
  expect((await ada.follow(held, 'Part of a batch')).path).toBe(started.path);

  await ada.press(ended, 'Cancel the other one');
  const over = await expectBatch(ada, started, 'Finished', ['1 of 2 done, 1 cancelled']);
  expect(over.part('Clusters of the batch')).not.toContain('Next try');
  expect(await azure.listsOf(all)).toEqual([[...standing, wanted], standing]);
});

test('asks about a batch at the sign-out, and cancels what it has not started', async ({
  azure,
}) => {
  const { operator, clusters: all } = await azure.seed(locked(3));
  const { ada, started } = await start(operator);
  await expectBatch(ada, started, 'Stopped');
  const asked = await ada.press(await ada.open('/clusters'), 'Sign out');
  expect(asked.all('heading')).toContain('2 changes of yours are waiting for you');
  expect(asked.all('item')).toEqual([expect.stringContaining('2 clusters of a batch · Stopped')]);

  await ada.press(asked, 'Cancel them and sign out');
  await expectSignedOut(ada);

  const again = await signInOverHttp(operator);
  await expectBatch(again, started, 'Finished', ['0 of 3 done, 1 not done, 2 cancelled']);
  expect((await again.open('/batches')).all('row', 'Batches')[1]).toContain(
    'Finished, 0 of 3 done, 1 not done, 2 cancelled',
  );
  expect(await azure.listsOf(all)).toEqual(Array(3).fill(standing));
});

test('leads to its clusters alone in the list and all that is made of it, nobody but its author', async ({
  azure,
}) => {
  const { operator, colleagues } = await azure.seed({ ...some(4), colleagues: 1 });
  const ada = await signInOverHttp(operator);
  const named = await ada.press(await ada.open('/clusters?q=aks-002'), 'Change all ');
  const plan = await ada.press(named, 'Show the plan', { fill: { 'Add ranges': wanted } });
  const started = await ada.press(plan, 'Start');
  await expectBatch(ada, started, 'Finished');

  const list = await ada.follow(await ada.open(started.path), 'Show in Clusters');
  expect(list.all('cluster', 'Clusters')).toEqual(['aks-002']);
  expect(list.text).toContain(`Clusters of the batch Add ${wanted}`);
  const hygiene = await ada.follow(list, 'Hygiene');
  expect(hygiene.text).toContain('The 1 cluster that your filters show, of 4');
  const { body } = await ada.send({ path: list.href('Export CSV') });
  expect(body).toContain('aks-002');
  expect(body).not.toContain('aks-001');
  const again = await ada.press(list, 'Change all ');
  expect(again.all('heading')).toContain('Change 1 cluster');
  expect((await ada.follow(list, 'Remove this filter')).all('cluster', 'Clusters')).toHaveLength(4);

  const colleague = await signInOverHttp(colleagues[0] ?? operator);
  const theirs = await colleague.open(list.path);
  expect(theirs.text).toContain('Clusters of a batch that is not yours, or is gone');
  expect(theirs.text).not.toMatch(/aks-002|194\.168/);
});

test('lists what was started apart from plans that nobody came back to, all of both', async ({
  azure,
}) => {
  const { operator } = await azure.seed(some(1));
  const { ada, started } = await start(operator);
  await expectBatch(ada, started, 'Finished');
  const draft = await (await ada.open('/clusters')).post('Change all 1…');
  for (let plan = 0; plan < 51; plan++) await ada.submit(draft);

  const list = await ada.open('/batches');
  expect(list.all('row', 'Batches').slice(1)).toEqual([
    expect.stringContaining('Finished, 1 cluster done'),
  ]);
  const plans = await ada.follow(list, 'Plans 51');
  expect(plans.all('row', 'Batches').slice(1)).toHaveLength(50);
  const next = await ada.follow(plans, 'Next');
  expect(next.all('row', 'Batches').slice(1)).toHaveLength(1);
});

function some(count: number): Setup {
  return clusters(
    ...Array.from({ length: count }, (_, at) => ({
      name: `aks-${String(at).padStart(3, '0')}`,
      entries: standing,
    })),
  );
}

/** Azure refuses the first of them, and with it the batch stops. */
function locked(count: number): Setup {
  return { ...some(count), locks: [{ level: 'ReadOnly' }] };
}

/** Asks for one range more on all clusters of somebody, and starts it. */
async function start(
  operator: Operator,
): Promise<{ readonly ada: Person; readonly started: Sheet }> {
  const ada = await signInOverHttp(operator);
  const plan = await planFor(ada, wanted);
  return { ada, started: await ada.press(plan, 'Start') };
}

/** The states of the clusters that a page of results shows, top to bottom. */
function statesOn(page: Sheet): readonly string[] {
  const cells = page.all('cell', 'Clusters of the batch');
  // Without a reason on the page there is no column for reasons.
  const columns = cells.includes('Why') ? 3 : 2;
  return cells.slice(columns).filter((_, at) => at % columns === 1);
}
