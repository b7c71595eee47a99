import { afterAll, expect, test } from 'vitest';
import { createAzure } from '../outside/azure.ts';
import { planFor } from '../outside/batches.ts';
import { apply, changeIn, expectBatch, review, wanted } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { noteAddress, type Person } from '../outside/person.ts';
import { oneCluster, standing } from '../outside/setups.ts';
import { enterAt } from './asking.ts';
import { makeTestbed } from './server.ts';

const testbed = makeTestbed();
const { azure } = createAzure(testbed.emulatorUrl);
afterAll(() => testbed.close());

const words = 'This console only looks; it changes nothing.';

test('offers nothing to press once it only looks, and refuses what is sent all the same', async () => {
  const server = await testbed.server();
  await server.start();
  const { ada, cluster } = await enterAt(server, azure, oneCluster());
  await noteAddress(ada, ownAddress);
  const change = changeIn(await apply(ada, await review(ada, cluster)));
  const plan = await planFor(ada, '137.117.106.88/29');
  const begun = await ada.press(await planFor(ada, '194.168.1.7/32'), 'Start');
  const batch = await expectBatch(ada, begun, 'Finished');
  expect(await offersAt(ada, batch.path)).toContain('Undo on 1 cluster…');
  const open = await review(ada, cluster, `${ownAddress}/32`);
  expect(await offersAt(ada, cluster.path)).toContain('Review changes');
  await server.end();

  await server.start({ READ_ONLY: 'true' });
  const own = ['', `?change=${change}`, '?act=open', '?act=cluster-only', '/add-my-ip'];
  for (const path of [...own.map((end) => cluster.path + end), plan.path, batch.path]) {
    expect(await offersAt(ada, path), path).toEqual([words]);
  }
  expect(await offersAt(ada, '/clusters')).toEqual([]);

  const refused = await ada.press(open, 'Apply');
  expect(refused.text).toContain(words);
  const kept = await ada.press(batch, 'Undo on 1 cluster…');
  expect(kept.all('alert')).toEqual([expect.stringContaining('switched changes off (READ_ONLY)')]);
  expect(await azure.entriesOf(cluster)).toEqual([...standing, wanted, '194.168.1.7/32']);
  expect(await azure.putsOf(cluster)).toHaveLength(2);
});

/** What a page offers to do to a cluster, by the words of its buttons and links, and that it only looks. */
async function offersAt(person: Person, path: string): Promise<readonly string[]> {
  const { all, text, status } = await person.open(path);
  expect(status).toBe(200);
  const offers =
    /^(Add my IP$|Add 81|Add again|Review|Apply|Undo|Close|Open t|Restrict this|Change |Start)/;
  return [
    ...[...all('button'), ...all('link')].filter((each) => offers.test(each)),
    ...(text.includes(words) ? [words] : []),
  ];
}
