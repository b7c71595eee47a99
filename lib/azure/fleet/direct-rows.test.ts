import { expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { fakeAzure } from '#lib/azure/test-azure';
import { row, wire } from '#lib/clusters/test-kit';
import { ok } from '#lib/result';
import { readRowsDirectly } from './direct-rows.ts';

const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token'));
const shops = '22222222-2222-4222-8222-222222222222';
const labs = '33333333-3333-4333-8333-333333333333';

const clusters = [
  { subscription: shops, name: 'a', entries: ['193.168.1.0/24'] },
  { subscription: shops, name: 'b', entries: [] },
  { subscription: shops, name: 'not-asked-for' },
  { subscription: labs, name: 'c', entries: ['194.168.1.0/24'] },
];

/** Azure with these clusters; `refuses` says which paths it does not answer. */
function azure(refuses: (path: string) => boolean = () => false) {
  return fakeAzure(({ url }) => {
    const path = new URL(url).pathname;
    if (refuses(path)) return { status: 403 };
    const bodies = clusters.map((each) => wire(each));
    if (path.endsWith('/managedClusters')) {
      // AKS names a next page also where there is none.
      if (url.includes('skipToken')) return { body: { value: [] } };
      return {
        body: {
          nextLink: `${url}&skipToken=50`,
          value: bodies.filter(({ id }) => `${id}`.includes(`${path.split('/')[2]}`)),
        },
      };
    }
    const found = bodies.find(({ id }) => `${id}`.toLowerCase() === path.toLowerCase());
    return found ? { body: found } : { status: 404 };
  });
}

const wanted = (...names: string[]) =>
  clusters
    .filter(({ name }) => names.includes(name))
    .map((each) => row({ ...each, entries: [] }, 'Shops'));

async function readBy(world: ReturnType<typeof azure>, ...names: string[]) {
  const found = await readRowsDirectly(world.arm, ada, wanted(...names));
  return [...found.values()].map(({ id, entries, subscriptionName }) => [
    id.name,
    entries,
    subscriptionName,
  ]);
}

test('asks once for each subscription, and takes from it what was asked for', async () => {
  const world = azure();
  expect(await readBy(world, 'a', 'b', 'c')).toEqual([
    ['a', ['193.168.1.0/24'], 'Shops'],
    ['b', [], 'Shops'],
    ['c', ['194.168.1.0/24'], 'Shops'],
  ]);
  expect(world.requests).toHaveLength(2);
});

test('says that a cluster is open once AKS itself has said so', async () => {
  const world = azure();
  const found = await readRowsDirectly(world.arm, ada, wanted('b'));
  expect([...found.values()]).toMatchObject([{ access: 'open', accessConfirmed: true }]);
});

test('reads each cluster where the subscription may not be listed', async () => {
  const world = azure((path) => path.endsWith('/managedClusters'));
  expect((await readBy(world, 'a', 'b')).map(([name]) => name)).toEqual(['a', 'b']);
});

test('leaves out what cannot be read', async () => {
  expect(
    await readBy(
      azure((path) => path.endsWith('/c')),
      'a',
      'c',
    ),
  ).toHaveLength(1);
  expect(
    await readBy(
      azure(() => true),
      'a',
      'b',
      'c',
    ),
  ).toEqual([]);
});
