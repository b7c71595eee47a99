import { apply, review } from '../outside/changes.ts';
import { resourceGraph, shownClusters } from './fixtures/fleet.ts';
import { type Azure, clusters, expect, type Operator, oneCluster, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';
import { expectScriptKnown } from './fixtures/session.ts';

/** How often Azure was asked for this person's fleet. */
async function readings(azure: Azure, operator: Operator): Promise<number> {
  const asked = await azure.control.requests({ operator: operator.upn, path: resourceGraph });
  return asked.length;
}

test('asks Azure once for a minute of searching, ordering and reloading, and anew when told to', async ({
  azure,
}) => {
  const { operator, ada } = await enter(
    azure,
    clusters(
      { name: 'aks-alpha', entries: ['73.140.245.0/24'] },
      { name: 'aks-beta', entries: ['193.168.1.0/24'] },
    ),
  );
  const ordered = await ada.follow(await ada.open('/clusters'), 'Name');
  expect(ordered.all('cluster', 'Clusters')).toEqual(['aks-beta', 'aks-alpha']);
  const found = await ada.open('/clusters?q=alpha');
  expect(found.all('cluster', 'Clusters')).toEqual(['aks-alpha']);
  expect(await readings(azure, operator)).toBe(1);

  const again = await ada.press(found, 'Read again');
  expect(await readings(azure, operator)).toBe(2);
  expect(again.path).toBe('/clusters?q=alpha');
  expect(again.all('cluster', 'Clusters')).toEqual(['aks-alpha']);

  await ada.press(again, 'Sign out');
  const back = await (await signInOverHttp(operator)).open('/clusters');
  expect(back.all('cluster', 'Clusters')).toHaveLength(2);
  expect(await readings(azure, operator)).toBe(3);
});

test('shows nobody what was read for another', async ({ azure }) => {
  const mine = await azure.seed(oneCluster({ name: 'aks-mine', entries: ['73.140.245.0/24'] }));
  const theirs = await azure.seed(oneCluster({ name: 'aks-theirs', entries: ['193.168.1.0/24'] }));
  const me = await signInOverHttp(mine.operator);
  expect((await me.open('/clusters')).all('cluster', 'Clusters')).toEqual(['aks-mine']);

  const them = await signInOverHttp(theirs.operator);
  expect((await them.open('/clusters')).all('cluster', 'Clusters')).toEqual(['aks-theirs']);
  expect(await readings(azure, theirs.operator)).toBe(1);
});

test('shows what was changed here while Resource Graph is still behind', async ({ azure }) => {
  const { cluster, subscription, ada } = await enter(
    azure,
    oneCluster({ entries: ['73.140.245.0/24'] }),
  );
  await azure.control.editSubscription(subscription.id, { resourceGraphLags: true });
  expect((await ada.open('/clusters')).part('Clusters')).toContain('1 of 200 entries');

  await apply(ada, await review(ada, cluster, '194.168.1.0/24'));
  expect((await ada.open('/clusters')).part('Clusters')).toContain('2 of 200 entries');
  const reads = (await azure.requests(cluster, 'GET')).length;
  expect((await ada.open('/clusters')).part('Clusters')).toContain('2 of 200 entries');
  expect(await azure.requests(cluster, 'GET')).toHaveLength(reads);
});

test('shows the first rows of a long fleet, and all of them once they have come', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator } = await azure.seed(
    clusters(
      ...Array.from({ length: 1010 }, (_, at) => ({
        name: `aks-${String(at).padStart(4, '0')}`,
        entries: ['73.140.245.0/24'],
      })),
    ),
  );
  const second = await azure.faultWhere({
    match: { path: resourceGraph, operator: operator.upn },
    skip: 1,
    do: { hold: 'before' },
  });
  await signInAs(operator);
  await page.goto('/address');
  await expectScriptKnown(page);
  await page.goto('/clusters', { waitUntil: 'commit' });
  const summary = page.getByRole('region', { name: 'Summary' });
  await expect(summary).toContainText('1,000 of 1,010 clusters read so far');
  await expect(shownClusters(page).first()).toHaveText('aks-0000');

  const search = page.getByRole('searchbox');
  await search.focus();
  await second.end();
  await expect(summary).toContainText('1,010 clusters found');
  await expect(search).toBeFocused();
  expect(await readings(azure, operator)).toBe(2);
});
