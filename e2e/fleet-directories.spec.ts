import { randomUUID } from 'node:crypto';
import { contoso } from '../emulator/world/world.ts';
import { apply, review } from '../outside/changes.ts';
import { answerAt } from '../outside/person.ts';
import { refused, seedDirectory, seedSubscription } from './fixtures/fleet.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { nobody, signInOverHttp } from './fixtures/over-http.ts';

const entries = ['73.140.245.0/24'];

test('shows the clusters of every directory of the account', async ({ azure }) => {
  const { operator } = await azure.seed(oneCluster({ name: 'aks-at-home', entries }));
  const tenantId = await seedDirectory(azure, operator);
  const { clusters } = await seedSubscription(azure, operator, {
    tenantId,
    clusters: [{ name: 'aks-abroad', entries }],
  });
  const ada = await signInOverHttp(operator);
  const page = await ada.open('/clusters');

  expect(page.all('cluster', 'Clusters')).toEqual(['aks-abroad', 'aks-at-home']);
  expect(page.part('Summary')).toContain('2 of 2 subscriptions');

  const abroad = await ada.follow(page, 'aks-abroad');
  expect(abroad.path).toBe(clusters[0]?.path);
  expect(abroad.all('code', 'Entries')).toEqual(entries);
});

test('names a directory that refuses, shows the others, and leads to the sign-in it wants', async ({
  azure,
}) => {
  const { operator } = await azure.seed(oneCluster({ name: 'aks-at-home', entries }));
  const tenantId = await seedDirectory(azure, operator);
  await seedSubscription(azure, operator, {
    tenantId,
    clusters: [{ name: 'aks-abroad', entries }],
  });
  await azure.control.editPerson(operator.upn, {
    refusals: [{ tenantId, when: 'silent', error: 'interaction_required', aadsts: 53003 }],
  });
  const ada = await signInOverHttp(operator);
  const page = await ada.open('/clusters');

  expect(page.all('cluster', 'Clusters')).toEqual(['aks-at-home']);
  expect(page.text).toContain('1 place could not be read');
  expect(page.text).toContain('Their clusters are missing here. Which, and why');
  expect(page.text).toContain('Directory Fabrikam: Sign-in needed');

  const asked = await ada.follow(page, 'Sign in again for Directory Fabrikam');
  expect(asked.path).toContain(tenantId);
  const back = await ada.open(await answerAt(asked, operator));
  expect(back.path).toBe('/clusters');
  expect(back.all('cluster', 'Clusters')).toEqual(['aks-abroad', 'aks-at-home']);
});

test('changes a cluster of another directory by its link alone, with that directory’s token', async ({
  azure,
}) => {
  const { operator } = await azure.seed({});
  const tenantId = await seedDirectory(azure, operator);
  const { id, clusters } = await seedSubscription(azure, operator, {
    tenantId,
    clusters: [{ name: 'aks-abroad', entries }],
  });
  for (const cluster of clusters) {
    const ada = nobody();
    await ada.open(await answerAt(await ada.open(cluster.path), operator));
    await apply(ada, await review(ada, cluster, '194.168.1.0/24'));
    expect(await azure.entriesOf(cluster)).toEqual([...entries, '194.168.1.0/24']);
  }
  const puts = await azure.control.requests({ subscription: id, method: 'PUT' });
  expect(puts).toMatchObject([{ operator: operator.upn, tenantId }]);
});

test('shows a subscription once that another directory manages too, and its cluster when that ends', async ({
  azure,
}) => {
  const { operator } = await azure.seed(oneCluster({ name: 'aks-at-home', entries }));
  const tenantId = await seedDirectory(azure, operator);
  const { clusters } = await seedSubscription(azure, operator, {
    tenantId,
    managedByTenants: [contoso.id],
    clusters: [{ name: 'aks-managed', entries }],
  });
  const ada = await signInOverHttp(operator);
  const page = await ada.open('/clusters');

  expect(page.all('cluster', 'Clusters')).toEqual(['aks-at-home', 'aks-managed']);

  const body = { error: { code: 'InvalidAuthenticationTokenTenant', message: 'Wrong issuer.' } };
  for (const cluster of clusters) {
    await azure.fault(cluster, { method: 'GET', times: 1, do: { answer: { status: 401, body } } });
  }
  expect((await ada.follow(page, 'aks-managed')).all('code', 'Entries')).toEqual(entries);
});

test('asks nobody to sign in to a directory in which they only manage something', async ({
  azure,
}) => {
  const { operator } = await azure.seed({});
  const tenantId = randomUUID();
  await azure.seedMore({ tenants: [{ id: tenantId, displayName: 'Customer' }] });
  await seedSubscription(azure, operator, {
    tenantId,
    managedByTenants: [contoso.id],
    clusters: [{ name: 'aks-managed', entries }],
  });
  const page = await (await signInOverHttp(operator)).open('/clusters');

  expect(page.all('cluster', 'Clusters')).toEqual(['aks-managed']);
  expect(page.text).not.toContain('could not be read');
});

test('says that clusters may be missing where it does not learn which directories there are', async ({
  azure,
}) => {
  const { operator } = await azure.seed(oneCluster({ name: 'aks-at-home', entries }));
  await azure.faultWhere({
    match: { path: '^/tenants\\?', operator: operator.upn },
    do: refused,
  });
  const page = await (await signInOverHttp(operator)).open('/clusters');

  expect(page.all('cluster', 'Clusters')).toEqual(['aks-at-home']);
  expect(page.text).toContain('1 place could not be read');
  expect(page.all('item')).toContainEqual(
    expect.stringContaining('The list of your directories: '),
  );
});
