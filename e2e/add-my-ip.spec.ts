import { parseJson, printJson } from '../emulator/json.ts';
import { listAt, objectAt, textAt, withAt } from '../emulator/json-edit.ts';
import { expectBecomes } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { withoutMembers } from './fixtures/json.ts';
import { enter } from './fixtures/over-http.ts';
import { rowWith, shownChange, shownEntries } from './fixtures/pages.ts';

const addMe = `Add ${ownAddress}/32`;
const listPath = ['properties', 'apiServerAccessProfile', 'authorizedIPRanges'] as const;

/** What Azure answers with and does not take, of what a cluster of the emulator holds. */
const readOnly = ['id', 'name', 'type', 'eTag', 'identity.principalId', 'identity.tenantId'].concat(
  [
    ...['provisioningState', 'powerState', 'maxAgentPools', 'currentKubernetesVersion'],
    ...['fqdn', 'azurePortalFQDN', 'resourceUID', 'oidcIssuerProfile.issuerURL'],
    'networkProfile.loadBalancerProfile.effectiveOutboundIPs',
    ...['eTag', 'currentOrchestratorVersion', 'provisioningState'].map(
      (field) => `agentPoolProfiles[].${field}`,
    ),
  ].map((field) => `properties.${field}`),
);

/** What Azure would take, and what does harm when it is sent. */
const neverSent = ['properties.agentPoolProfiles[].nodeImageVersion'];

test('adds the person’s address behind the entries that are there, once for a double click', async ({
  azure,
  page,
  enterHere,
}) => {
  const entries = ['193.168.1.0/24', '73.140.245.0/24', '137.117.106.88/29'];
  const { cluster } = await enterHere(oneCluster({ entries }));
  await page.goto('/clusters');
  const row = rowWith(page, 'Clusters', cluster.name);
  await row.getByRole('link', { name: 'Add my IP' }).click();

  await page.getByRole('button', { name: addMe }).dblclick();

  await expect(shownChange(page)).toContainText('Done');
  await expect(shownEntries(page)).toHaveText([...entries, `${ownAddress}/32`]);
  expect(await azure.entriesOf(cluster)).toEqual([...entries, `${ownAddress}/32`]);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
  await page.goto(cluster.path);
  await expect(
    page.getByRole('region', { name: 'Last changes here' }).getByRole('listitem'),
  ).toHaveCount(1);
});

test('sends the cluster back as it was read, but for the list, in one PUT with If-Match', async ({
  azure,
}) => {
  const entries = ['137.117.106.90/29', '73.140.245.7', '73.140.245.7/32', 'AzureDevOps'];
  const patch = {
    properties: { newerThanAnySchema: { rank: 3, 'odd key "ü"': [], of: [1, 'two', { c: null }] } },
  };
  const { cluster, ada } = await enter(azure, oneCluster({ entries, patch }));
  const page = await ada.open(`${cluster.path}/add-my-ip`);
  await expectBecomes(ada, await ada.press(page, addMe), 'Done');

  const [put, ...others] = await azure.putsOf(cluster);
  expect(others).toEqual([]);
  const reads = await azure.requests(cluster, 'GET');
  const read = reads.findLast(({ number }) => number < (put?.number ?? 0));
  const body = objectAt(parseJson(read?.responseBody ?? ''));
  expect(put?.headers['if-match']).toBe(textAt(body, 'eTag'));

  const list = [...listAt(body, ...listPath), `${ownAddress}/32`];
  const sent = withoutMembers(withAt(body, listPath, list), [...readOnly, ...neverSent]);
  expect(put?.body).toBe(printJson(sent));
  // Numbers that JavaScript would write otherwise, and a field that no schema knows.
  for (const text of ['9007199254740993', '-1.0', 'odd key \\"ü\\"']) {
    expect(put?.body).toContain(text);
  }
  expect(await azure.control.rollbacks(cluster.id)).toEqual([]);
});

test('changes nothing by being opened', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: ['73.140.245.0/24'] }));
  const page = await ada.follow(await ada.open(cluster.path), 'Add my IP');
  expect(page.text).toContain(`You come from ${ownAddress} (seen from the internet`);
  expect(page.all('button')).toContain(addMe);
  expect(await azure.putsOf(cluster)).toEqual([]);

  const left = await ada.follow(page, 'Not now');
  expect(left.text).toContain('None through Drawbridge yet.');
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24']);
});

test('says by which entry somebody is admitted already, and offers nothing', async ({ azure }) => {
  const entries = ['81.2.0.0/16', '81.2.69.0/24', '73.140.245.0/24'];
  const { cluster, ada } = await enter(azure, oneCluster({ entries }));

  const page = await ada.open(`${cluster.path}/add-my-ip`);

  expect(page.text).toContain('Already admitted by 81.2.69.0/24');
  expect(page.all('button')).not.toContainEqual(expect.stringMatching(/^Add /));
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('sends nothing when a colleague has added the same address meanwhile', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: ['73.140.245.0/24'] }));
  const page = await ada.open(`${cluster.path}/add-my-ip`);
  await azure.addElsewhere(cluster, `${ownAddress}/32`);

  const change = await ada.press(page, addMe);

  await expectBecomes(ada, change, 'Done', ['It was already so; nothing had to be changed.']);
  expect(await azure.putsOf(cluster)).toEqual([]);
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', `${ownAddress}/32`]);
});
