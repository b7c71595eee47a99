import { shownClusters } from './fixtures/fleet.ts';
import { type Azure, clusters, expect, test } from './fixtures/index.ts';
import { signInOverHttp } from './fixtures/over-http.ts';

function seedOffices(azure: Azure) {
  return azure.seed(
    clusters(
      { name: 'aks-berlin', entries: ['73.140.245.0/24'] },
      { name: 'aks-half', entries: ['73.140.245.0/25', '81.2.69.142/32'] },
      { name: 'aks-paris', entries: ['194.168.0.0/16'] },
      { name: 'aks-open', entries: ['0.0.0.0/0'] },
      { name: 'aks-closed', entries: ['0.0.0.0/32'] },
    ),
  );
}

test('asks from any address or range where the network lets in', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator } = await seedOffices(azure);
  await page.setViewportSize({ width: 1400, height: 900 });
  await signInAs(operator);
  await page.goto('/clusters?access=restricted');
  const asked = page.getByRole('textbox', { name: 'Where can I get in from?' });
  const summary = page.getByRole('region', { name: 'Summary' });

  await asked.fill('73.140.245.7/24');
  await asked.press('Enter');
  await expect(page.getByText('starts at 73.140.245.0/24: use that?')).toBeVisible();
  await expect(asked).toHaveValue('73.140.245.7/24');
  await expect(summary).toContainText('The network lets you in to 2 of 5 clusters');

  await page.getByRole('link', { name: 'Use 73.140.245.0/24' }).click();
  await expect(summary).toContainText(
    'From 73.140.245.0/24 the network lets in to 2 of 5 clusters and in part to 1;',
  );
  await expect(page.getByRole('columnheader', { name: '73.140.245.0/24' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Partly by 73.140.245.0/25' })).toBeVisible();
  await page.getByRole('search').getByRole('link', { name: 'Blocked 1' }).click();
  await expect(shownClusters(page)).toHaveText(['aks-paris']);
  await page.reload();
  await expect(shownClusters(page)).toHaveText(['aks-paris']);

  await page.getByRole('link', { name: 'Ask from where you are' }).click();
  await expect(summary).toContainText('The network lets you in to 2 of 5 clusters');
  await expect(asked).toHaveValue('');
});

test('filters by how many addresses are let in, from the picture', async ({ azure }) => {
  const { operator } = await seedOffices(azure);
  const ada = await signInOverHttp(operator);
  let page = await ada.open('/clusters');
  for (const [bar, shown] of [
    ['65 k+1', ['aks-paris']],
    ['Everybody1', ['aks-open', 'aks-paris']],
    ['65 k+1', ['aks-open']],
  ] as const) {
    page = await ada.follow(page, bar);
    expect(page.all('cluster', 'Clusters')).toEqual(shown);
  }
});
