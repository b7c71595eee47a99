import { apply, ask, expectBecomes, review } from '../outside/changes.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';

const standing = ['73.140.245.0/24'];

test('keeps both entries when two people add at once', async ({ azure }) => {
  const { operator, colleagues, cluster, ada } = await enter(
    azure,
    oneCluster({ entries: standing }, { colleagues: 1 }),
  );
  const colleague = await signInOverHttp(colleagues[0] ?? operator);
  const mine = await review(ada, cluster, '194.168.1.0/24');
  const theirs = await review(colleague, cluster, '193.168.1.0/24');

  await Promise.all([apply(ada, mine), apply(colleague, theirs)]);

  const entries = await azure.entriesOf(cluster);
  expect(entries[0]).toBe('73.140.245.0/24');
  expect(entries.slice(1).sort()).toEqual(['193.168.1.0/24', '194.168.1.0/24']);
  // One after the other, each on top of what it had just read.
  const puts = await azure.putsOf(cluster);
  expect(puts.map(({ status, operator: by }) => [status, by]).sort()).toEqual(
    [operator, ...colleagues].map(({ upn }) => [200, upn]).sort(),
  );
  expect(new Set(puts.map(({ headers }) => headers['if-match'])).size).toBe(2);
});

test('shows a colleague’s change on the page, without their buttons', async ({ azure }) => {
  const { operator, colleagues, cluster, ada } = await enter(
    azure,
    oneCluster(
      { entries: standing, behaviour: { operations: { ends: 'when-told' } } },
      { colleagues: 1 },
    ),
  );
  const colleague = await signInOverHttp(colleagues[0] ?? operator);
  const theirs = await ask(colleague, cluster, '193.168.1.0/24');
  await expectBecomes(colleague, theirs, 'Applying');

  const page = await ada.open(cluster.path);
  expect(page.part('Change')).toMatch(/Applying.*Add 193\.168\.1\.0\/24/);
  expect(page.part('Last changes here')).toContain('Colleague 1');

  // Its own change waits for its turn, and can be taken back until then.
  const mine = await expectBecomes(ada, await ask(ada, cluster, '194.168.1.0/24'), 'Queued');
  await expectBecomes(ada, await ada.press(mine, 'Cancel'), 'Cancelled');

  await azure.finish(cluster);
  const done = await expectBecomes(colleague, theirs, 'Done');
  expect(done.all('button')).toContain('Undo');
  const after = await ada.open(cluster.path);
  expect(after.part('Entries')).toMatch(/193\.168\.1\.0\/24.*Asked for by Colleague 1, \d/);
  const shown = await ada.follow(after, 'Add 193.168.1.0/24');
  expect(shown.part('Change')).toContain('Done');
  expect(shown.all('button')).not.toContain('Undo');
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', '193.168.1.0/24']);
});

test('keeps an entry that a colleague added elsewhere after the review', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: standing }));
  const reviewed = await review(ada, cluster, '194.168.1.0/24');
  await azure.addElsewhere(cluster, '193.168.1.0/24', 'AzureDevOps');

  const done = await apply(ada, reviewed);

  const after = ['73.140.245.0/24', '193.168.1.0/24', 'AzureDevOps', '194.168.1.0/24'];
  expect(done.all('code', 'Entries')).toEqual(after);
  expect(await azure.entriesOf(cluster)).toEqual(after);
});

test('does not bring back what a colleague removed after the review', async ({ azure }) => {
  const { cluster, ada } = await enter(
    azure,
    oneCluster({ entries: [...standing, '193.168.1.0/24', '137.117.106.88/29'] }),
  );
  const reviewed = await ada.press(await ada.open(cluster.path), 'Review changes', {
    fill: { 'Add ranges': '194.168.1.0/24' },
    tick: ['Remove 137.117.106.88/29'],
  });
  await azure.edit(cluster, { authorizedIPRanges: standing });

  await apply(ada, reviewed);

  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', '194.168.1.0/24']);
});

test('says so when a colleague has changed the cluster again before the end', async ({ azure }) => {
  const { cluster, ada } = await enter(
    azure,
    oneCluster({ entries: standing, behaviour: { operations: { ends: 'when-told' } } }),
  );
  const change = await ask(ada, cluster, '194.168.1.0/24');
  await expectBecomes(ada, change, 'Applying', ['Azure accepted it at']);
  // As `az aks update` does it: the whole list replaced.
  await azure.edit(cluster, { authorizedIPRanges: ['193.168.1.0/24'] });
  await azure.finish(cluster);

  const words = ['somebody has changed the cluster again since'];
  const overtaken = await expectBecomes(ada, change, 'Overtaken', words);
  expect(overtaken.all('button')).toContain('Apply again');
  expect(overtaken.all('code', 'Entries')).toEqual(['193.168.1.0/24']);
  expect(await azure.entriesOf(cluster)).toEqual(['193.168.1.0/24']);
});
