import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAzure } from '../e2e/fixtures/azure.ts';
import { openList, planBatch, postForm } from './harness/forms.ts';
import { ask } from './harness/http.ts';
import { signIn } from './harness/person.ts';
import { makeHouse, type Server } from './harness/server.ts';

const house = makeHouse();
const { azure } = createAzure(house.emulatorUrl);
const standing = '73.140.245.0/24';
const wanted = '194.168.1.7/32';

let server: Server;
beforeAll(async () => {
  server = await house.server({});
  await server.start();
});
afterAll(() => house.close());

test('changes every cluster of a batch once, by itself, after kill -9 in its first wave of eight', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `aks-${String(at).padStart(2, '0')}`);
  const { operator, clusters } = await azure.seed({
    clusters: names.map((name) => ({ name, entries: [standing] })),
  });
  const person = await signIn(server, operator);
  const list = await openList(server, person);
  const plan = await planBatch(server, person, list, clusters, wanted);
  // The first goes alone; these are in the wave behind it.
  const { 3: missed = clusters[0], 5: taken = clusters[0] } = clusters;
  if (!missed || !taken) throw new Error('Nothing was seeded.');
  const hold = (when: 'before' | 'after') => ({ method: 'PUT', times: 1, do: { hold: when } });
  const before = await azure.fault(missed, hold('before'));
  const after = await azure.fault(taken, hold('after'));
  await postForm(server, person, plan);
  await Promise.all([before.held(), after.held()]);

  await server.kill();
  await Promise.all([before.lose(), after.lose()]);
  await server.start();

  // Nobody looks at the batch before all is as it was asked for.
  const lists = () => Promise.all(clusters.map((cluster) => azure.entriesOf(cluster)));
  const all = clusters.map(() => [standing, wanted]);
  await expect.poll(lists, { timeout: 120_000 }).toEqual(all);
  const page = async () => (await ask(server, { path: plan.path, cookie: person.cookie })).text;
  await expect.poll(page, { timeout: 60_000 }).toContain('>Finished<');
  expect(await page()).toMatch(/>12(<!-- -->)? of (<!-- -->)?12(<!-- -->)? done/);
  expect(await lists()).toEqual(all);
  const counts = clusters.map(async (cluster) => ({
    puts: (await azure.putsOf(cluster)).length,
    carriedOut: (await azure.control.operations(cluster.id)).length,
  }));
  const expected = clusters.map((cluster) => ({ puts: cluster === missed ? 2 : 1, carriedOut: 1 }));
  expect(await Promise.all(counts)).toEqual(expected);
});
