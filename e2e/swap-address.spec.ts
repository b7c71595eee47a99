import { expectBecomes } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { noteAddress } from '../outside/person.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

test('swaps the person’s earlier address for the new one in one PUT', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: ['73.140.245.0/24'] }));
  const path = `${cluster.path}/add-my-ip`;
  const page = await ada.open(path);
  await expectBecomes(ada, await ada.press(page, `Add ${ownAddress}/32`), 'Done');
  await noteAddress(ada, '194.168.1.7');
  const moved = await ada.open(path);
  expect(moved.all('button')).toContain('Add 194.168.1.7/32');

  const swap = await ada.press(moved, `Swap ${ownAddress}/32 for 194.168.1.7/32`);

  await expectBecomes(ada, swap, 'Done', [`Remove ${ownAddress}/32, add 194.168.1.7/32`]);
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', '194.168.1.7/32']);
  expect(await azure.putsOf(cluster)).toHaveLength(2);
});
