import { ownAddress } from '../outside/own-address.ts';
import { standing } from '../outside/setups.ts';
import { type Cluster, expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

const setup = oneCluster();
const vm = 'providers%2FMicrosoft.Compute%2FvirtualMachines';

/** Addresses that look like a cluster's and would lead somewhere else in Azure, if anybody let them. */
function addressesLike({ subscriptionId, resourceGroup, name }: Cluster): readonly string[] {
  const group = `/clusters/${subscriptionId}/${resourceGroup}`;
  return [
    `${group}%2F..%2Frg-other/${name}`,
    `${group}%252F..%252Frg-other/${name}`,
    `${group}%2F${vm}/${name}`,
    `${group}/${name}%2FlistClusterAdminCredential`,
    `${group}/${name}%252FlistClusterAdminCredential`,
    `${group}/${name}%3Fapi-version=2020-01-01`,
    `${group}/${name}%23`,
    `${group}/${name}%00`,
    `${group}/${name}%0d%0aX-Injected:%20yes`,
    `${group}/${name}%1b%5b31m`,
    `${group}/${name}%5C..%5Cx`,
    `${group}/${name}%20`,
    `${group}/${name};x`,
    `${group}/${name}%E2%80%AE`,
    `${group}/..%2f${name}`,
    `${group}/%2e%2e%2f${name}`,
    `${group}/${'a'.repeat(64)}`,
    `${group}%2e/${name}`,
    `/clusters/${subscriptionId}/%2e%2e%2f/${name}`,
    `/clusters/${subscriptionId}%2F..%2F${subscriptionId}/${resourceGroup}/${name}`,
    `/clusters/..%2F${subscriptionId}/${resourceGroup}/${name}`,
    `/clusters/${subscriptionId.slice(1)}/${resourceGroup}/${name}`,
    `/clusters/${subscriptionId}/${resourceGroup}/${vm}/${name}`,
  ];
}

/** The same, as whole resource ids. */
function idsLike({ id, subscriptionId, resourceGroup, name }: Cluster): readonly string[] {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
  return [
    `${id}/listClusterAdminCredential`,
    `${id}/../${name}`,
    `${id}?api-version=2020-01-01`,
    `${id}#`,
    `${id}\n`,
    ` ${id}`,
    `${id}%2f..`,
    `https://elsewhere.example.com${id}`,
    `//elsewhere.example.com${id}`,
    `${group}/providers/Microsoft.Compute/virtualMachines/${name}`,
    `${group}/providers/Microsoft.ContainerService/fleets/${name}`,
    `${group}/providers/Microsoft.ContainerService/managedClusters/`,
    group,
  ];
}

test('asks Azure for nothing when an address names no cluster', async ({ azure }) => {
  const { operator, cluster, ada } = await enter(azure, setup);
  const before = await azure.newest();

  for (const path of addressesLike(cluster)) {
    for (const end of ['', '/add-my-ip', '/as-code', '?act=restrict']) {
      const answer = await ada.send({ path: path + end });
      expect(answer.status, path + end).toBe(404);
      expect(answer.headers).not.toHaveProperty('x-injected');
    }
  }
  expect(await azure.control.requests({ operator: operator.upn, after: before })).toEqual([]);
  const { subscriptionId: subscription } = cluster;
  expect(await azure.control.requests({ subscription, after: before })).toEqual([]);
});

test('takes the resource id of no cluster as proof that somebody may see a change', async ({
  azure,
}) => {
  const { operator, cluster, ada } = await enter(azure, setup);
  const before = await azure.newest();

  for (const id of idsLike(cluster)) {
    const change = '0f9d4c1e-6a2b-4f7e-9d13-5b8e7a6c2f10';
    const path = `/changes/${change}/events?cluster=${encodeURIComponent(id)}`;
    expect((await ada.send({ path })).status, id).toBe(404);
  }
  for (const change of ['x', '..%2f', "'%20or%201=1", '%00', '1'.repeat(3_000)]) {
    const path = `/changes/${change}/events`;
    expect((await ada.send({ path })).status, path).toBe(404);
  }
  expect(await azure.control.requests({ operator: operator.upn, after: before })).toEqual([]);
});

test('a form that was tampered with changes nothing but a cluster', async ({ azure }) => {
  const { operator, cluster, ada } = await enter(azure, setup);
  const page = await ada.open(`${cluster.path}/add-my-ip`);
  const post = await page.post(`Add ${ownAddress}/32`);
  const before = await azure.newest();

  const ownId = new RegExp(cluster.id, 'i');
  expect(String(post.body)).toMatch(ownId);
  for (const id of idsLike(cluster)) {
    const body = String(post.body).replace(ownId, id);
    const answer = await ada.submit({ ...post, body });
    expect(answer.headers, id).not.toHaveProperty('location');
    expect(answer.body).toContain('This is not the resource id of an AKS cluster.');
  }
  const asked = await azure.control.requests({ operator: operator.upn, after: before });
  expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(await azure.entriesOf(cluster)).toEqual(standing);
});
