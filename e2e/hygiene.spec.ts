import { expectBatch } from '../outside/changes.ts';
import { accessProblems } from './fixtures/axe.ts';
import { clusters, expect, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';
import { shownChange } from './fixtures/pages.ts';

const office = '73.140.245.0/24';
const leaver = '193.168.1.7/32';

const fleet = clusters(
  { name: 'aks-a', entries: [office, '73.140.245.7/32', leaver] },
  { name: 'aks-b', entries: [office, '73.140.245.7/32', '193.168.1.7'] },
  { name: 'aks-c', entries: ['193.168.1.0/24', leaver, '10.0.0.0/8', '80.0.0.0/8'] },
  { name: 'aks-d', entries: ['137.117.106.88/30', '137.117.106.92/30', leaver] },
  {
    name: 'aks-e',
    entries: [leaver, ...Array.from({ length: 189 }, (_, i) => `194.168.${i}.0/32`)],
  },
  { name: 'aks-open-to-anyone', entries: ['0.0.0.0/0'] },
);

test('shows what a fleet could tidy, and leads to each cluster with it marked', async ({
  page,
  enterHere,
}) => {
  const { clusters: seeded } = await enterHere(fleet);
  await page.goto(`${seeded[3]?.path}/add-my-ip`);
  await page.getByRole('button', { name: /^Add 81/ }).click();
  await expect(shownChange(page)).toContainText('Done');

  await page.goto('/clusters');
  await page.getByRole('link', { name: 'Hygiene' }).click();
  const findings = page.getByRole('list', { name: 'Findings' }).getByRole('listitem');
  await expect(findings).toHaveText([
    /^1Open to the internet/,
    /^2Entries wider than \/16on 2 clusters/,
    /^1Entries nobody can come fromon 1 cluster/,
    /^1Single addresses on many clustersthe most frequent on 5 clusters/,
    /^1Entries that people added herethe oldest today/,
    /^1Lists near their limit/,
    /^3Entries covered by otherson 3 clusters/,
    /^2Neighbours that would mergeon 1 cluster, 1 entry fewer once merged/,
  ]);
  expect(await accessProblems(page, 'hygiene')).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 720 });

  await page.getByRole('textbox', { name: 'Address, range' }).fill('193.168.1.7');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('status')).toHaveText(
    '193.168.1.7/32 stands on 5 clusters. On 1 of them another entry admits it too, so it gets in there even so.',
  );

  await page.getByRole('link', { name: 'Entries covered by others' }).click();
  const lines = page.getByRole('table', { name: 'Entries covered' }).locator('tbody tr');
  await expect(lines).toHaveText([
    /^73\.140\.245\.7\/32is in 73\.140\.245\.0\/24.*aks-a, aks-b/,
    /^193\.168\.1\.7\/32is in 193\.168\.1\.0\/24.*aks-c/,
  ]);
  expect(await accessProblems(page, 'lines')).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 720 });

  await page.getByRole('link', { name: 'aks-b' }).click();
  await expect(page.getByRole('checkbox', { name: 'Remove 73.140.245.7/32' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: `Remove ${office}` })).not.toBeChecked();
});

test('replaces an old address by that of today everywhere it stands, whoever let it in', async ({
  azure,
}) => {
  const { ada, clusters: seeded } = await enter(azure, fleet);
  const found = await ada.open('/clusters/hygiene?find=193.168.1.7');
  const plan = await ada.press(found, 'Replace it by 81.2.69.142/32');
  expect(plan.part('Plan')).toContain(`Remove ${leaver}, add 81.2.69.142/32`);
  expect(plan.part('Plan')).toContain('5 to change');
  await expectBatch(ada, await ada.press(plan, 'Start with one cluster'), 'Finished');
  expect(await azure.listsOf(seeded.slice(0, 2))).toEqual(
    Array(2).fill([office, '73.140.245.7/32', '81.2.69.142/32']),
  );

  const wide = await ada.open(`/clusters/hygiene?find=${office}`);
  expect(wide.all('button').join()).not.toContain('Replace it by 81');
  const mine = await ada.open('/clusters/hygiene?find=81.2.69.142');
  expect(mine.all('button').join()).not.toContain('Replace it by 81');
});

test('replaces an entry by what is named then, with the clusters of the plan by name', async ({
  azure,
}) => {
  const { ada, clusters: seeded } = await enter(
    azure,
    clusters(
      { name: 'aks-b', resourceGroup: 'rg-1', entries: [office] },
      { name: 'aks-a', resourceGroup: 'rg-2', entries: [office, leaver] },
    ),
  );
  const found = await ada.open(`/clusters/hygiene?find=${office}`);
  const asked = await ada.press(found, 'Replace it by another');
  expect(asked.value('Remove entries')).toBe(office);
  const fill = { 'Add ranges': '194.168.1.0/24' };
  const plan = await ada.press(asked, 'Show the plan', { fill });
  expect(plan.part('Plan')).toMatch(/Remove 73.*, add 194.*aks-a.*aks-b/s);

  await expectBatch(ada, await ada.press(plan, 'Start with one cluster'), 'Finished');
  expect(await azure.listsOf(seeded)).toEqual([['194.168.1.0/24'], [leaver, '194.168.1.0/24']]);
});

test('calls nothing tidy where there is no cluster, and says why there is none', async ({
  azure,
}) => {
  const { ada } = await enter(azure, clusters({ name: 'aks-a', entries: [office] }));
  const filtered = await ada.open('/clusters/hygiene?q=aks-b');
  expect(filtered.text).toContain('No cluster matches');
  expect(filtered.text).not.toContain('Lists near their limit');
  const { ada: newcomer } = await enter(azure, clusters());
  expect((await newcomer.open('/clusters/hygiene')).text).toContain('sees no AKS cluster');
});

test('exports all that the view shows, in its order, as CSV and JSON', async ({ azure }) => {
  const { ada } = await enter(azure, {
    ...clusters(
      { name: 'aks-a', entries: [office, 'AzureCloud'], tags: { note: '=1+1' } },
      { name: 'aks-b', entries: ['81.2.69.0/24'] },
      { name: 'aks-c', entries: [office] },
      { name: 'aks-private', private: true },
    ),
    displayName: '=HYPERLINK("http://localhost","sub")',
  });
  const list = await ada.open('/clusters?access=restricted&dir=desc&per=25');
  const csv = await ada.follow(list, 'Export CSV');
  expect(csv.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-disposition': expect.stringMatching(
      /^attachment; filename="drawbridge-clusters-\d{4}-\d\d-\d\d\.csv"$/,
    ),
    'content-type': 'text/csv; charset=utf-8',
  });
  const [head, ...records] = csv.body.trimEnd().split('\r\n');
  expect(head).toMatch(/^\ufeffName,Subscription,/);
  expect(records.map((record) => record.split(',')[0])).toEqual(['aks-c', 'aks-b', 'aks-a']);
  expect(records[2]).toContain(`aks-a,"'=HYPERLINK(""http://localhost"",""sub"")",`);
  expect(records[2]).toContain(`,${office} AzureCloud,`);

  const json = await ada.open('/clusters/export.json?you=admitted');
  expect(JSON.parse(json.body)).toMatchObject({
    from: '81.2.69.142',
    unreadable: [],
    clusters: [{ name: 'aks-b', reach: 'admitted', by: '81.2.69.0/24', entries: ['81.2.69.0/24'] }],
  });
});

test('exports what the list shows, however its address says so', async ({ azure }) => {
  const { operator } = await azure.seed(
    clusters(
      { name: 'aks-listed', entries: [office] },
      { name: 'aks-open', entries: [] },
      { name: 'aks-private', private: true },
    ),
  );
  const person = await signInOverHttp(operator);
  // As a form without script says it.
  const query = 'access=open&access=private';
  const shown = ['aks-open', 'aks-private'];
  expect((await person.open(`/clusters?${query}`)).all('cluster', 'Clusters')).toEqual(shown);

  const csv = await person.open(`/clusters/export.csv?${query}`);
  const [, ...records] = csv.body.trimEnd().split('\r\n');
  expect(records.map((record) => record.split(',')[0])).toEqual(shown);
});

test('leads from an address that stands in no list to the clusters where a wider entry admits it', async ({
  azure,
}) => {
  const { ada } = await enter(azure, fleet);
  const found = await ada.open('/clusters/hygiene?find=193.168.1.9');
  expect(found.text).toContain('193.168.1.9/32 stands in no list.');
  const where = await ada.follow(found, 'See where a wider one admits it');
  expect(where.all('cluster', 'Clusters')).toEqual(['aks-c']);

  const tag = await ada.open('/clusters/hygiene?find=AzureCloud');
  expect(tag.text).toContain('azurecloud stands in no list.');
  expect(tag.text).not.toContain('See where');
});

test('tells clusters of one name apart', async ({ azure }) => {
  const entries = Array.from({ length: 190 }, (_, at) => `194.168.${at}.0/32`);
  const { ada } = await enter(
    azure,
    clusters(
      { name: 'aks-prod', resourceGroup: 'rg-shop', entries },
      { name: 'aks-prod', resourceGroup: 'rg-games', entries },
      { name: 'aks-test', entries },
    ),
  );
  const full = await ada.open('/clusters/hygiene/full');
  const [, ...rows] = full.all('row', 'Lists near their limit');
  expect(rows.map((row) => row.split(' ·')[0])).toEqual([
    'aks-prod rg-games',
    expect.stringMatching(/^aks-test /),
    'aks-prod rg-shop',
  ]);
});

test('leads to the list for what is open, where it can be selected', async ({ azure }) => {
  const { ada } = await enter(
    azure,
    clusters({ name: 'aks-open' }, { name: 'aks-restricted', entries: [office] }),
  );
  const open = await ada.open('/clusters/hygiene/open?q=aks');
  expect(open.path).toBe('/clusters?q=aks&access=open');
  expect(open.all('cluster', 'Clusters')).toEqual(['aks-open']);
});
