import { expectBecomes } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

test('says that another tool has lost the person’s entry, and adds it again', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: ['73.140.245.0/24'] }));
  const page = await ada.open(`${cluster.path}/add-my-ip`);
  const added = await expectBecomes(ada, await ada.press(page, `Add ${ownAddress}/32`), 'Done');
  expect(added.text).not.toContain('is gone');
  await azure.edit(cluster, { authorizedIPRanges: ['193.168.1.0/24'] });

  const lost = await ada.open(cluster.path);
  // With the day where midnight has passed.
  expect(lost.text).toMatch(
    new RegExp(`Somebody else’s write lost ${ownAddress}/32, there since `),
  );
  const who = await ada.follow(lost, 'See who changed the list');
  expect(who.all('row', 'Changes made elsewhere')[1]).toMatch(
    new RegExp(`Remove .*${ownAddress}/32.*, add 193.168.1.0/24.*somebody@contoso.com`),
  );
  const again = await expectBecomes(ada, await ada.press(lost, 'Add again'), 'Done');

  expect(again.text).not.toContain('is gone');
  expect(await azure.entriesOf(cluster)).toEqual(['193.168.1.0/24', `${ownAddress}/32`]);
});
