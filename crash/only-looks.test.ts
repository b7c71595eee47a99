import { afterAll, expect, test } from 'vitest';
import { createAzure } from '../e2e/fixtures/azure.ts';
import { findAll, parseHtml, textOf } from '../e2e/fixtures/html.ts';
import { openList, planBatch, postForm, takeForm } from './harness/forms.ts';
import { ask, type Person } from './harness/http.ts';
import { addRange, follow, openForm, signIn } from './harness/person.ts';
import { makeHouse, type Server } from './harness/server.ts';

const house = makeHouse();
const { azure } = createAzure(house.emulatorUrl);
const standing = '73.140.245.0/24';
const wanted = '194.168.1.0/24';
afterAll(() => house.close());

const words = 'This console only looks; it changes nothing.';

test('offers nothing to press once it only looks, and refuses what is sent all the same', async () => {
  const { operator, cluster } = await azure.seed({
    clusters: [{ name: 'aks-payments-prod', entries: [standing] }],
  });
  const before = await house.server({ AKS_POLL_MS: '20' });
  await before.start();
  const author = await signIn(before, operator);
  const edit = await openForm(before, author, cluster);
  const id = await addRange(before, author, edit, { cluster, range: wanted });
  expect((await follow(before, author, id)).word).toBe('Done');
  const list = await openList(before, author);
  const plan = await planBatch(before, author, list, [cluster], '193.168.1.0/24');
  await before.end();

  const server = await house.server({ READ_ONLY: 'true' });
  await server.start();
  const person = await signIn(server, operator);
  const { path } = cluster;
  const choose = await takeForm(server, person, `${path}/add-my-ip`, 'name="address"');
  await postForm(server, person, choose, [['address', '81.2.69.142']]);

  const own = ['', `?change=${id}`, '?act=open', '?act=cluster-only', '/add-my-ip'];
  for (const at of [...own.map((end) => path + end), plan.path]) {
    expect(await offersAt(server, person, at), at).toEqual([words]);
  }
  expect(await offersAt(server, person, '/clusters')).toEqual([]);

  await expect(
    addRange(server, person, edit, { cluster, range: '81.2.69.142/32' }),
  ).rejects.toThrow('was answered 200');
  expect(await azure.entriesOf(cluster)).toEqual([standing, wanted]);
});

/** What a page offers to do to a cluster, by the words of its buttons and links, and that it only looks. */
async function offersAt(
  server: Server,
  { cookie }: Person,
  path: string,
): Promise<readonly string[]> {
  const { text, status } = await ask(server, { path, cookie });
  expect(status).toBe(200);
  const pressed = findAll(parseHtml(text), ({ name }) => name === 'button' || name === 'a');
  const offers =
    /^(Add my IP$|Add 81|Add again|Review|Apply|Undo|Close|Open this|Restrict this|Change|Start)/;
  return [
    ...pressed.map(textOf).filter((each) => offers.test(each)),
    ...(text.includes(words) ? [words] : []),
  ];
}
