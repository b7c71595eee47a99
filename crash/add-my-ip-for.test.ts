import { afterAll, expect, test } from 'vitest';
import { createAzure } from '../outside/azure.ts';
import { expectBecomes } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { noteAddress } from '../outside/person.ts';
import { oneCluster, standing } from '../outside/setups.ts';
import { enterAt } from './asking.ts';
import { makeTestbed } from './server.ts';

const testbed = makeTestbed();
const { azure } = createAzure(testbed.emulatorUrl);
afterAll(() => testbed.close());

test('lets somebody in for as long as the console suggests, unless they choose otherwise', async () => {
  const server = await testbed.server();
  await server.start({ ADD_MY_IP_FOR: '8h' });
  const { ada, cluster } = await enterAt(server, azure, oneCluster());
  await noteAddress(ada, ownAddress);
  const own = `${ownAddress}/32`;
  const page = await ada.open(`${cluster.path}/add-my-ip`);
  await expectBecomes(ada, await ada.press(page, `Add ${own}`), 'Done', [`Add ${own} for 8 hours`]);
  expect(await azure.entriesOf(cluster)).toEqual([...standing, own]);

  const { cluster: other, ada: ben } = await enterAt(server, azure, oneCluster());
  await noteAddress(ben, ownAddress);
  const fill = { 'For how long': 'Until somebody takes it out' };
  const asked = await ben.press(await ben.open(`${other.path}/add-my-ip`), `Add ${own}`, { fill });
  const done = await expectBecomes(ben, asked, 'Done');
  expect(done.part('Change')).not.toContain('hours');
  expect(done.part('Entries')).not.toContain('Until');
  expect(await azure.entriesOf(other)).toEqual([...standing, own]);
});
