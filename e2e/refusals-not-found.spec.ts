import { randomUUID } from 'node:crypto';
import { ask, expectBecomes, review, wanted } from '../outside/changes.ts';
import type { Person } from '../outside/person.ts';
import type { Sheet } from '../outside/sheet.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';

test('says that there is nothing where Azure knows no such cluster', async ({ azure }) => {
  const { cluster, ada } = await enter(azure);
  const { subscriptionId, resourceGroup } = cluster;
  const paths = [
    `/clusters/${subscriptionId}/${resourceGroup}/aks-no-such`,
    `/clusters/${subscriptionId}/rg-no-such/aks-no-such`,
    `/clusters/${randomUUID()}/rg-no-such/aks-no-such`,
    `/clusters/${subscriptionId}/${resourceGroup}/..%2F${cluster.name}`,
    `/clusters/${subscriptionId}/${resourceGroup}/aks-no-such/add-my-ip`,
    `/batches/${randomUUID()}`,
    '/clusters/hygiene/no-such',
    '/no-such',
  ];
  for (const path of paths) await expectNothing(ada, path);
});

test('tells nothing of a cluster that the person may not see, but as whom', async ({ azure }) => {
  const { operator, ada } = await enter(azure);
  const elsewhere = await azure.seed(
    oneCluster({ name: 'aks-secret', entries: ['137.117.106.88/29'] }, { operatorMay: 'nothing' }),
  );

  for (const path of [elsewhere.cluster.path, `${elsewhere.cluster.path}/add-my-ip`]) {
    const { body, text } = await expectNothing(ada, path);
    expect(body).not.toContain('137.117.106.88');
    expect(body).not.toContain(elsewhere.cluster.fqdn);
    expect(text).toContain(`You are signed in as ${operator.upn}.`);
  }
});

test('says that the cluster is gone when it was deleted since the review', async ({ azure }) => {
  const { cluster, ada } = await enter(azure);
  const reviewed = await review(ada, cluster);
  await azure.control.deleteCluster(cluster.id);

  const change = await ada.press(reviewed, 'Apply');

  await expectBecomes(ada, change, 'Refused', [
    `Add ${wanted}`,
    'There is no such cluster',
    'It was deleted or moved, the link is wrong, or you have no right to see it.',
  ]);
  expect(await azure.putsOf(cluster)).toEqual([]);
  await expectNothing(ada, cluster.path);
});

test('shows nobody a change of somebody else’s on a cluster that is gone', async ({ azure }) => {
  const { operator, colleagues, cluster, ada } = await enter(azure, {
    ...oneCluster(),
    colleagues: 1,
  });
  const change = await ask(ada, cluster);
  await expectBecomes(ada, change, 'Done');
  await azure.control.deleteCluster(cluster.id);
  const other = await signInOverHttp(colleagues[0] ?? operator);

  const { body } = await expectNothing(other, change.path);

  expect(body).not.toContain(wanted);
});

/** A page that says so, with the status that says so. */
async function expectNothing(person: Person, path: string): Promise<Sheet> {
  const page = await person.open(path);
  expect(page.status).toBe(404);
  expect(page.all('heading')).toEqual(['There is nothing here']);
  expect(page.href('All clusters')).toBe('/clusters');
  return page;
}
