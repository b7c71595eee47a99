import { planFor } from '../outside/batches.ts';
import { apply, expectBatch, review } from '../outside/changes.ts';
import { standing } from '../outside/setups.ts';
import { accessProblems } from './fixtures/axe.ts';
import { clusters, expect, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';

const two = clusters({ name: 'aks-a', entries: standing }, { name: 'aks-b', entries: standing });
const [wanted, other] = ['194.168.1.0/24', '193.168.2.0/24'];

test('tells whoever may read a cluster who has asked for what there, for the fleet and as a file', async ({
  azure,
}) => {
  const { ada, colleagues, clusters: all } = await enter(azure, { ...two, colleagues: 1 });
  const [colleague, first, second] = [colleagues[0], ...all];
  if (!colleague || !first || !second) throw new Error('Nobody else came.');
  const ben = await signInOverHttp(colleague);
  await apply(ben, await review(ben, first, wanted));
  await apply(ada, await review(ada, second, other));

  const fleet = await ada.follow(await ada.open('/clusters'), 'Changes');
  expect(fleet.all('row', 'Changes')).toEqual([
    expect.anything(),
    expect.stringMatching(new RegExp(`Add ${other}.*aks-b.*You`)),
    expect.stringMatching(new RegExp(`Add ${wanted}.*aks-a.*${colleague.displayName}`)),
  ]);
  const file = await ada.send({ path: fleet.href('Export CSV') });
  expect(file.headers['content-disposition']).toMatch(/drawbridge-changes-[\d-]+\.csv/);
  expect(file.body.trim().split('\r\n')).toHaveLength(3);
  expect(file.body).toContain(`${colleague.displayName},${colleague.upn},Add ${wanted},`);

  const byBen = await ada.press(fleet, 'Find', {
    fill: { 'Find changes': colleague.displayName.toUpperCase() },
  });
  expect(byBen.part('Changes')).toContain(wanted);
  expect(byBen.part('Changes')).not.toContain(other);
  expect(byBen.all('link', 'Which changes')[0]).toBe('All 1');
  const found = await ada.send({ path: byBen.href('Export CSV') });
  expect(found.body).toContain(wanted);
  expect(found.body).not.toContain(other);

  const some = await ada.follow(await ada.open('/clusters?q=aks-a'), 'Changes');
  expect(some.part('Changes')).not.toContain(other);
  const part = await ada.send({ path: some.href('Export CSV') });
  expect(part.body).not.toContain(other);

  const one = await ada.follow(await ada.open(first.path), 'All changes');
  expect(one.part('Changes')).toContain(`Add ${wanted}`);
  expect(one.part('Changes')).not.toContain(other);
  const ofOne = await ada.send({ path: one.href('Export CSV') });
  expect(ofOne.body).toContain(colleague.upn);
  expect(ofOne.body).not.toContain(other);
});

test('picks out what opened or closed a cluster, on the page and in the file', async ({
  azure,
}) => {
  const { ada, cluster } = await enter(azure, clusters({ name: 'aks-a', entries: standing }));
  await apply(ada, await review(ada, cluster, wanted));
  await apply(ada, await review(ada, cluster, '73.0.0.0/8'));
  const fleet = await ada.open('/clusters/changes');
  expect(fleet.all('link', 'Which changes')).toEqual([
    'All 2',
    'Opened, closed, very wide 1',
    'Made elsewhere',
  ]);

  const far = await ada.follow(fleet, 'Opened, closed, very wide 1');
  expect(far.part('Changes')).toContain('Add 73.0.0.0/8');
  expect(far.part('Changes')).not.toContain(wanted);
  const file = await ada.send({ path: far.href('Export CSV') });
  expect(file.body).toContain('Add 73.0.0.0/8');
  expect(file.body).not.toContain(wanted);
  const one = await ada.open(`${cluster.path}/changes?show=far`);
  expect(one.part('Changes')).not.toContain(wanted);
});

test('tells of a batch in one line, for its author the way to it, for others to what it asked', async ({
  azure,
}) => {
  const { ada, colleagues } = await enter(azure, { ...two, colleagues: 1 });
  const [colleague] = colleagues;
  if (!colleague) throw new Error('Nobody else came.');
  const started = await ada.press(await planFor(ada, wanted), 'Start');
  await expectBatch(ada, started, 'Finished');

  const own = await ada.open('/clusters/changes');
  expect(own.all('row', 'Changes').slice(1)).toEqual([
    expect.stringMatching(new RegExp(`Add ${wanted}.*2 clusters.*You.*2 of 2 done`)),
  ]);
  expect((await ada.follow(own, `Add ${wanted}`)).path).toBe(started.path);

  const ben = await signInOverHttp(colleague);
  const one = await ben.follow(await ben.open('/clusters/changes'), `Add ${wanted}`);
  const names = (row: string) => /aks-[ab]/.exec(row)?.[0];
  expect(one.all('row', 'Changes').slice(1).map(names)).toEqual(['aks-b', 'aks-a']);
  const file = await ben.send({ path: one.href('Export CSV') });
  expect(file.body.trim().split('\r\n')).toHaveLength(3);
  const all = await ben.follow(one, 'All 1');
  expect((await ben.send({ path: all.href('Export CSV') })).body).toBe(file.body);
  const some = await ben.open('/clusters/changes?q=aks-a');
  expect(some.all('row', 'Changes').slice(1)).toEqual([expect.stringContaining('aks-a')]);
});

test('tells nobody what was asked of a cluster that they may not read', async ({ azure }) => {
  const { ada, clusters: all } = await enter(azure, two);
  const [first] = all;
  if (!first) throw new Error('No cluster.');
  await apply(ada, await review(ada, first, wanted));

  const { operator } = await azure.seed(clusters({ name: 'aks-theirs', entries: standing }));
  const stranger = await signInOverHttp(operator);
  const fleet = await stranger.open('/clusters/changes');
  expect(fleet.text).toContain('No change here yet');
  expect((await stranger.send({ path: '/clusters/changes/export.csv' })).body).not.toContain(
    wanted,
  );
  for (const path of ['changes', 'changes/export.csv']) {
    expect((await stranger.send({ path: `${first.path}/${path}` })).status).toBe(404);
  }
});

test('has a page of changes that everyone can use', async ({ azure, page, signInAs }) => {
  const { operator, clusters: all } = await azure.seed(two);
  const [first] = all;
  const ada = await signInOverHttp(operator);
  if (!first) throw new Error('No cluster.');
  await apply(ada, await review(ada, first, wanted));
  await signInAs(operator);
  await page.goto('/clusters/changes');
  await expect(page.getByRole('table', { name: 'Changes' })).toContainText(wanted);
  expect(await accessProblems(page, 'the changes of a fleet')).toEqual([]);
  await azure.edit(first, { authorizedIPRanges: ['193.168.9.0/24', wanted] });
  await page.getByRole('link', { name: 'Made elsewhere' }).press('Enter');
  const elsewhere = page.getByRole('table', { name: 'Changes made elsewhere' });
  await expect(elsewhere).toContainText('193.168.9.0/24');
  expect(await accessProblems(page, 'what was changed elsewhere')).toEqual([]);
  await page.goBack();
  await page.getByRole('link', { name: `Add ${wanted}` }).press('Enter');
  await expect(page).toHaveURL(new RegExp(`${first.path}\\?change=`));
});
