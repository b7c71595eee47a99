import { expect, oneCluster, test } from './fixtures/index.ts';
import { ownAddress } from './fixtures/own-address.ts';
import { reviewAdding, shownChange } from './fixtures/pages.ts';

const restricted = oneCluster({ entries: ['73.140.245.0/24'] });

test('a double click on Apply asks once', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(restricted);
  await signInAs(operator);
  await reviewAdding(page, cluster, '194.168.1.0/24');

  await page.getByRole('button', { name: 'Apply' }).dblclick();

  await expect(shownChange(page)).toContainText('Done');
  await page.goto(cluster.path);
  await expect(
    page.getByRole('region', { name: 'Last changes here' }).getByRole('link'),
  ).toHaveCount(1);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', '194.168.1.0/24']);
});

test('a double click on Add my IP asks once', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(restricted);
  await signInAs(operator);
  await page.goto(`${cluster.path}/add-my-ip`);

  await page.getByRole('button', { name: `Add ${ownAddress}/32` }).dblclick();

  await expect(shownChange(page)).toContainText('Done');
  await page.goto(cluster.path);
  await expect(
    page.getByRole('region', { name: 'Last changes here' }).getByRole('link'),
  ).toHaveCount(1);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});

test('a form that arrives twice leads to one and the same change', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(restricted);
  await signInAs(operator);
  await page.goto(`${cluster.path}/add-my-ip`);
  const [posted] = await Promise.all([
    page.waitForRequest(
      (request) =>
        request.method() === 'POST' && /form-data/.test(request.headers()['content-type'] ?? ''),
    ),
    page.getByRole('button', { name: `Add ${ownAddress}/32` }).click(),
  ]);
  await expect(shownChange(page)).toContainText('Done');
  const { search } = new URL(page.url());
  // As a browser that lost the answer, or a proxy, may do.
  const again = await page.request.fetch(posted, { headers: await posted.allHeaders() });

  expect(again.headers()['x-action-redirect']).toContain(search);
  await page.goto(cluster.path);
  await expect(
    page.getByRole('region', { name: 'Last changes here' }).getByRole('link'),
  ).toHaveCount(1);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', `${ownAddress}/32`]);
});
