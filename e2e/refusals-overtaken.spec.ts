import { ask, expectBecomes, wanted } from '../outside/changes.ts';
import { standing } from '../outside/setups.ts';
import { expectAdded, expectUnchanged } from './fixtures/asking.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

const colleagues = '137.117.106.88/29';

test('merges again when somebody was faster: 412, then both entries stand', async ({ azure }) => {
  const { cluster, ada } = await enter(azure);
  const put = await azure.fault(cluster, { method: 'PUT', times: 1, do: { hold: 'before' } });
  const change = await ask(ada, cluster);
  await put.held();
  await azure.addElsewhere(cluster, colleagues);
  await put.release();

  await expectBecomes(ada, change, 'Done');
  expect(await azure.entriesOf(cluster)).toEqual([...standing, colleagues, wanted]);
  expect((await azure.putsOf(cluster)).map(({ status }) => status)).toEqual([412, 200]);
});

test('gives up when somebody is faster each time', async ({ azure }) => {
  const { cluster, ada } = await enter(azure);
  const put = await azure.fault(cluster, { method: 'PUT', do: { hold: 'before' } });
  const change = await ask(ada, cluster);
  for (let faster = 1; faster <= 6; faster++) {
    await put.held();
    await azure.edit(cluster, { tags: { deployed: String(faster) } });
    await put.release();
  }

  await expectBecomes(ada, change, 'Refused', [
    'Others were faster',
    'Azure answered that the cluster had just been changed otherwise',
    'Look at the list as it is now and try again.',
  ]);
  await expectUnchanged(azure, cluster, 6);
});

test('spells the eTag the other way once when 412 is not about a change', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ behaviour: { ifMatch: 'quoted' } }));

  const change = await ask(ada, cluster);

  await expectBecomes(ada, change, 'Done');
  await expectAdded(azure, cluster, 2);
  const [bare = '', quoted] = (await azure.putsOf(cluster)).map(
    ({ headers }) => headers['if-match'],
  );
  expect(bare).toMatch(/^[^"]+$/);
  expect(quoted).toBe(`"${bare}"`);
});

test('gives up when neither spelling of the eTag helps', async ({ azure }) => {
  const { cluster, ada } = await enter(azure);
  const body = { code: 'PreConditionFailed', message: 'The condition was not met.', details: [] };
  await azure.fault(cluster, { method: 'PUT', do: { answer: { status: 412, body } } });

  const change = await ask(ada, cluster);

  await expectBecomes(ada, change, 'Refused', [
    'Azure takes the cluster for changed, but it is not',
  ]);
  await expectUnchanged(azure, cluster, 2);
});
