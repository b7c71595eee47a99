import { expectBecomes } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

const restricted = oneCluster({ entries: ['73.140.245.0/24'] });

test('a form that arrives twice leads to one and the same change', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, restricted);
  const post = await (await ada.open(`${cluster.path}/add-my-ip`)).post(`Add ${ownAddress}/32`);
  // As a browser that lost the answer, or a proxy, may do.
  const [once, again] = [await ada.submit(post), await ada.submit(post)];

  expect(once.status).toBe(303);
  expect(again.headers['location']).toBe(once.headers['location']);
  await expectBecomes(ada, await ada.open(String(once.headers['location'])), 'Done');
  const page = await ada.open(cluster.path);
  expect(page.all('item', 'Last changes here')).toHaveLength(1);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', `${ownAddress}/32`]);
});
