import { apply, expectBatch } from '../outside/changes.ts';
import { standing } from '../outside/setups.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

// What the operator calls ranges is in e2e/fixtures/start.ts.
const branch = ['20.50.10.0/24', '20.50.12.0/24'];

test('adds the ranges of a named location beside what was typed, and calls entries by it', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(azure, oneCluster());
  const page = await ada.open(cluster.path);
  const named = await ada.press(page, 'Branch', { fill: { 'Add ranges': '20.50.14.7' } });
  expect(named.value('Add ranges')).toBe(['20.50.14.7', ...branch].join('\n'));
  await apply(ada, await ada.press(named, 'Review changes'));

  const wanted = ['20.50.14.7/32', ...branch];
  expect(await azure.entriesOf(cluster)).toEqual([...standing, ...wanted]);
  const rows = (await ada.open(cluster.path)).all('row', 'Entries');
  const called = (name: string) => rows.filter((row) => row.includes(name));
  expect(called('Headquarters')).toEqual([expect.stringContaining('20.50.14.7/32')]);
  expect(called('Branch')).toHaveLength(2);
});

test('adds a named location to many clusters', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster());
  const draft = await ada.press(await ada.open('/clusters'), 'Change all 1…');
  const named = await ada.press(draft, 'Branch', { fill: { 'Remove entries': '8.8.8.8/32' } });
  expect(named.value('Add ranges')).toBe(branch.join('\n'));
  expect(named.value('Remove entries')).toBe('8.8.8.8/32');
  const plan = await ada.press(named, 'Show the plan');
  await expectBatch(ada, await ada.press(plan, 'Start'), 'Finished');
  expect(await azure.entriesOf(cluster)).toEqual([...standing, ...branch]);

  const compared = await ada.open('/clusters/compare');
  expect(compared.part('Clusters and ranges')).toContain('Branch 20.50.10.0/24');
});
