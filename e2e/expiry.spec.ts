import { draftOfAll } from '../outside/batches.ts';
import { expectBatch, expectBecomes, review } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { standing } from '../outside/setups.ts';
import { clusters, expect, oneCluster, test } from './fixtures/index.ts';
import { enter, expectSignedOut, signInOverHttp } from './fixtures/over-http.ts';

const own = `${ownAddress}/32`;
const eightHours = '8 hours, then out by itself';

test('lets somebody in for a while, says until when, and lets them put that off or stay', async ({
  azure,
}) => {
  const setup = oneCluster({}, { colleagues: 1 });
  const { operator, colleagues, cluster, ada } = await enter(azure, setup);
  const addPath = `${cluster.path}/add-my-ip`;
  const fill = { 'For how long': eightHours };
  const asked = await ada.press(await ada.open(addPath), `Add ${own}`, { fill });
  const done = await expectBecomes(ada, asked, 'Done', [`Add ${own} for 8 hours`]);
  expect(await azure.entriesOf(cluster)).toEqual([...standing, own]);

  expect(done.part('Entries')).toMatch(/Until .*\d\d:\d\d UTC/);
  expect(done.part('Last changes here')).toContain('Scheduled');
  expect((await ada.open(addPath)).text).toMatch(`Already admitted by ${own} until`);
  const out = await ada.press(await ada.open('/clusters'), 'Sign out');
  expect(out.all('heading')).toContain('1 entry of yours is still to be taken out');

  const colleague = await signInOverHttp(colleagues[0] ?? operator);
  const theirs = await colleague.follow(await colleague.open(cluster.path), `Remove ${own}`);
  expect(theirs.part('Change')).toContain('Scheduled');
  expect(theirs.all('button')).not.toContain('Keep it');

  const scheduled = await ada.follow(out, `Remove ${own}`);
  const until = (text: string) => /until ([^,]*, )?(\d\d):(\d\d)/.exec(text)?.[2];
  const later = await ada.press(scheduled, '8 hours more');
  const eight = (Number(until(scheduled.part('Change'))) + 8) % 24;
  expect(Number(until(later.part('Change')))).toBe(eight);
  const kept = await ada.press(later, 'Keep it');
  expect(kept.part('Change')).toMatch(/Cancelled.*It is not taken out by itself any more\./);
  expect((await ada.open(cluster.path)).part('Entries')).not.toContain('Until');
  await ada.press(await ada.open('/clusters'), 'Sign out');
  await expectSignedOut(ada);
  expect(await azure.entriesOf(cluster)).toEqual([...standing, own]);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});

test('leaves it to a colleague who needs it for longer', async ({ azure }) => {
  const setup = oneCluster({}, { colleagues: 1 });
  const { operator, colleagues, cluster, ada } = await enter(azure, setup);
  const addPath = `${cluster.path}/add-my-ip`;
  // As a runbook may link to it.
  const linked = await ada.open(`${addPath}?for=8h`);
  await expectBecomes(ada, await ada.press(linked, `Add ${own}`), 'Done');
  const colleague = await signInOverHttp(colleagues[0] ?? operator);
  const page = await colleague.open(addPath);
  expect(page.text).toMatch(`Already admitted by ${own} until`);
  await expectBecomes(colleague, await colleague.press(page, `Add ${own}`), 'Done');
  expect((await ada.open(addPath)).text).not.toContain(`${own} until`);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});

test('ends what a review lets in for a while, but not what stood there before', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(azure, oneCluster());
  const [known = ''] = standing;
  const reviewed = await review(ada, cluster, `194.168.1.7\n${known}`);
  const back = await ada.press(reviewed, 'Back to editing', {
    fill: { 'For how long': eightHours, 'Reason (optional, kept with the change)': 'INC-4711' },
  });
  const again = await ada.press(back, 'Review changes');
  const done = await expectBecomes(ada, await ada.press(again, 'Apply'), 'Done');
  expect(done.text).toContain('“INC-4711”');
  const ending = done.all('row', 'Entries').filter((row) => row.includes('Until'));
  expect(ending).toEqual([expect.stringContaining('194.168.1.7/32')]);
  const undone = await expectBecomes(ada, await ada.press(done, 'Undo'), 'Done');
  expect(undone.part('Entries')).not.toContain('Until');
  expect(await azure.entriesOf(cluster)).toEqual(standing);
});

test('lets nobody in for a time that no form offers', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster());
  const page = await ada.open(`${cluster.path}/add-my-ip`);
  const post = await page.post(`Add ${own}`);
  const body = String(post.body).replace(/(name="keepFor"\r?\n\r?\n)/, '$131536000');
  expect(body).not.toBe(String(post.body));
  const { body: refused } = await ada.submit({ ...post, body });
  expect(refused).toContain('This form is incomplete.');
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('lets many clusters in for a while in one act, and says until when', async ({ azure }) => {
  const { operator, clusters: all } = await azure.seed(
    clusters(...['aks-a', 'aks-b'].map((name) => ({ name, entries: standing })), {
      name: 'aks-has-it',
      entries: [...standing, own],
    }),
  );
  const ada = await signInOverHttp(operator);
  const fill = { 'For how long': eightHours };
  const plan = await ada.press(await draftOfAll(ada), `Add my IP (${ownAddress})`, { fill });
  expect(plan.part('Plan')).toMatch(/Add [^ ]+ for 8 hours/);
  expect(plan.part('Plan')).toMatch(
    /Started now, it is taken out again by itself at .*\d\d:\d\d UTC/,
  );
  const table = (await ada.send({ path: `${plan.path}/plan.csv` })).body;
  expect(table).toMatch(/\r\nUntil,"?[^"]*Z, if started at .*Z/);
  expect(table).toContain(`Add ${own} for 8 hours,,aks-a,`);
  const asked = await ada.follow(plan, 'Change what is asked');
  expect(asked.value('For how long')).toBe('28800');

  const started = await ada.press(plan, 'Start with one cluster');
  expect(started.text).toMatch(/Taken out again by itself at .*\d\d:\d\d UTC/);
  await expectBatch(ada, started, 'Finished', ['2 of 2 done']);
  const changes = await ada.follow(started, 'All changes of these clusters');
  expect(changes.text.match(/Scheduled/g)).toHaveLength(1);
  expect(changes.text).toMatch(/Remove .*2 clusters end of one batch/);
  const ofBatch = await ada.follow(changes, `Remove ${own}`);
  expect(ofBatch.text.match(/Scheduled/g)).toHaveLength(2);
  const [first, , third] = all;
  const entries = async (at = first) => (at ? (await ada.open(at.path)).part('Entries') : '');
  expect(await entries()).toMatch(/Until .*\d\d:\d\d UTC/);
  expect(await entries(third)).not.toContain('Until');
  const out = await ada.press(await ada.open('/clusters'), 'Sign out');
  expect(out.all('heading')).toContain('2 entries of yours are still to be taken out');
  expect(out.text).toContain('aks-a and 1 other cluster · Scheduled');
});
