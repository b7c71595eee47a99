import { expect, oneCluster, test } from './fixtures/index.ts';
import { ownAddress } from './fixtures/own-address.ts';
import { rowWith, shownChange, shownEntries } from './fixtures/pages.ts';

const addMe = `Add ${ownAddress}/32`;

test('adds the person’s address behind the entries that are there', async ({
  azure,
  page,
  signInAs,
}) => {
  // Host bits, a bare address, a duplicate, IPv6 and a service tag: none is ours to tidy up.
  const entries = [
    '193.168.1.0/24',
    '137.117.106.90/29',
    '73.140.245.7',
    '193.168.1.0/24',
    '2001:4860::/32',
    'AzureDevOps.WestEurope',
  ];
  const { operator, cluster } = await azure.seed(oneCluster({ entries }));
  await signInAs(operator);
  const row = rowWith(page, 'Clusters', cluster.name);
  await row.getByRole('link', { name: 'Add my IP' }).click();

  await page.getByRole('button', { name: addMe }).click();

  await expect(shownChange(page)).toContainText('Done');
  await expect(shownEntries(page)).toHaveText([...entries, `${ownAddress}/32`]);
  expect(await azure.entriesOf(cluster)).toEqual([...entries, `${ownAddress}/32`]);
});

test('changes nothing by being opened', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: ['73.140.245.0/24'] }));
  await signInAs(operator);
  await page.goto(cluster.path);
  await page.getByRole('link', { name: 'Add my IP' }).click();

  await expect(page.getByText('You come from 81.2.69.142 (seen by the echo')).toBeVisible();
  await expect(page.getByRole('button', { name: addMe })).toBeVisible();
  expect(await azure.putsOf(cluster)).toEqual([]);

  await page.getByRole('link', { name: 'Not now' }).click();
  await expect(page.getByText('None through Drawbridge yet.')).toBeVisible();
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24']);
});

test('says by which entry somebody is admitted already, and offers nothing', async ({
  azure,
  page,
  signInAs,
}) => {
  const entries = ['81.2.0.0/16', '81.2.69.0/24', '73.140.245.0/24'];
  const { operator, cluster } = await azure.seed(oneCluster({ entries }));
  await signInAs(operator);

  await page.goto(`${cluster.path}/add-my-ip`);

  await expect(page.getByText('Already admitted by 81.2.69.0/24')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add' })).toHaveCount(0);
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('sends nothing when a colleague has added the same address meanwhile', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: ['73.140.245.0/24'] }));
  await signInAs(operator);
  await page.goto(`${cluster.path}/add-my-ip`);
  // As `az aks update` writes it: bare.
  await azure.addElsewhere(cluster, ownAddress);

  await page.getByRole('button', { name: addMe }).click();

  await expect(shownChange(page)).toContainText('Done');
  await expect(shownChange(page)).toContainText('It was already so; nothing had to be changed.');
  expect(await azure.putsOf(cluster)).toEqual([]);
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', ownAddress]);
});
