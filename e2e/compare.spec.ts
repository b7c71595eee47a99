import type { Page } from 'playwright/test';
import { type Azure, clusters, expect, test } from './fixtures/index.ts';
import { signInOverHttp } from './fixtures/over-http.ts';

function seedOffices(azure: Azure) {
  return azure.seed(
    clusters(
      { name: 'aks-berlin', entries: ['73.140.245.0/24', '193.168.1.0/24'] },
      { name: 'aks-half', entries: ['73.140.245.0/25', '81.2.69.142/32', '193.168.1.0/24'] },
      { name: 'aks-open', entries: ['0.0.0.0/0'] },
      { name: 'aks-private', private: true },
      { name: 'aks-tagged', entries: ['AzureCloud'] },
    ),
  );
}

/** What stands in the grid, row by row. */
function lettersIn(page: Page): Promise<readonly string[]> {
  return page
    .getByRole('grid', { name: 'Clusters and ranges' })
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map(({ textContent }) => textContent).join(' ')),
    );
}

const letters = [
  'aks-berlin B A A',
  'aks-half A P A',
  'aks-open O O O',
  'aks-private – – –',
  'aks-tagged ? ? ?',
];

test('compares clusters with mine, pasted and common ranges, by keyboard', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await seedOffices(azure);
  await signInAs(operator);
  await page.goto('/clusters');
  await page.getByRole('link', { name: 'Compare ranges' }).click();
  await page
    .getByRole('textbox', { name: 'Addresses or ranges' })
    .fill('["73.140.245.0/24", "10.1.2.3"]');
  await page.getByRole('combobox', { name: 'Named locations' }).selectOption('None');
  await page.getByRole('button', { name: 'Compare' }).click();

  await expect(page.getByText('"10.1.2.3" lies in 10.0.0.0/8')).toBeVisible();
  const grid = page.getByRole('grid', { name: 'Clusters and ranges' });
  await expect(grid.getByRole('columnheader')).toHaveText([
    ...['Cluster', /^You.*2$/, /^73\.140\.245\.0\/24.*2$/, /^193\.168\.1\.0\/24.*3$/],
  ]);
  expect(await lettersIn(page)).toEqual(letters);

  await grid.getByRole('link', { name: 'aks-berlin' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(grid.getByRole('gridcell', { name: 'Partly by 73.140.245.0/25' })).toBeFocused();
  await expect(
    page.getByText('aks-half, 73.140.245.0/24: Partly by 73.140.245.0/25'),
  ).toBeVisible();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  await expect(grid.getByRole('link', { name: '193.168.1.0/24' })).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(cluster.path);
});

test('compares in a plain table, of the clusters that the list is filtered to', async ({
  azure,
}) => {
  const { operator } = await seedOffices(azure);
  const ada = await signInOverHttp(operator);
  const list = await ada.open('/clusters?access=restricted&from=73.140.245.0/24');
  const page = await ada.follow(list, 'Compare ranges');
  expect(page.text).toContain('3 clusters, as filtered in the list');
  expect(page.all('row', 'Clusters and ranges').slice(1)).toEqual([
    ...['aks-berlinBABBBA', 'aks-halfAPBBBA', 'aks-tagged??????'],
  ]);

  const fill = { 'Most common entries': 'None', 'Named locations': 'None' };
  const fewer = await ada.press(page, 'Compare', { fill });
  expect(fewer.all('row', 'Clusters and ranges').slice(1)).toEqual([
    ...['aks-berlinBA', 'aks-halfAP', 'aks-tagged??'],
  ]);
  const asked = await ada.follow(fewer, '73.140.245.0/24');
  expect(asked.part('Summary')).toContain(
    'From 73.140.245.0/24 the network lets in to 2 of 5 clusters',
  );
});
