import { expect, oneCluster, test } from './fixtures/index.ts';
import { ownAddress } from './fixtures/own-address.ts';
import { applyAndFinish, shownChange } from './fixtures/pages.ts';
import { reviewLines, reviewOf } from './fixtures/review.ts';

const egress = { type: 'loadBalancer', address: '20.50.7.9' } as const;

test('restricts an open cluster to its own way out, the person and what they add', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ egress }));
  await signInAs(operator);
  await page.goto(cluster.path);
  await expect(page.getByText(`You (${ownAddress}):`)).toBeVisible();
  await page.getByRole('button', { name: 'Restrict this cluster' }).click();

  const box = page.getByRole('textbox', { name: 'Add ranges' });
  await expect(box).toHaveValue(`20.50.7.9/32 # load balancer\n${ownAddress}/32 # you`);
  await box.press('Control+End');
  await box.pressSequentially('\n73.140.245.0/24');
  await page.getByRole('button', { name: 'Review changes' }).click();

  const review = reviewOf(page);
  await expect(review).toContainText('Everyone whose address is not in the list is cut off');
  const agreed = page.getByRole('checkbox', { name: 'Restricts the API server to the list' });
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(agreed).toBeFocused();
  expect(await azure.putsOf(cluster)).toEqual([]);

  await agreed.check();
  await applyAndFinish(page);
  await expect(page.getByText('258 addresses reach this API server')).toBeVisible();
  expect(await azure.entriesOf(cluster)).toEqual([
    ...['20.50.7.9/32', `${ownAddress}/32`, '73.140.245.0/24'],
  ]);
});

test('warns whoever restricts a cluster whose way out nobody can tell, and leaves them out', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(
    oneCluster({ egress: { type: 'userDefinedRouting' } }),
  );
  await signInAs(operator);
  await page.goto('/clusters');
  await expect(page.getByText(`You come from ${ownAddress} (seen by the echo)`)).toBeVisible();
  await page.goto(`${cluster.path}?act=restrict`);
  const box = page.getByRole('textbox', { name: 'Add ranges' });
  await expect(box).toHaveValue(`${ownAddress}/32 # you`);
  await box.fill('73.140.245.0/24');
  await page.getByRole('button', { name: 'Review changes' }).click();

  await expect(
    page.getByRole('checkbox', { name: 'The nodes may lose the API server' }),
  ).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'You lose access yourself' })).toBeVisible();
  await page.getByRole('link', { name: 'Leave it as it is' }).click();
  await expect(page.getByRole('button', { name: 'Restrict this cluster' })).toBeVisible();
  expect(await azure.entriesOf(cluster)).toEqual([]);
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('asks where the firewall of a cluster lets its nodes out, and lets that in', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(
    oneCluster({ egress: { type: 'userDefinedRouting' } }),
  );
  await signInAs(operator);
  await page.goto(`${cluster.path}?act=restrict`);
  const firewall = page.getByRole('textbox', { name: 'Address of the firewall (optional)' });
  await firewall.fill('10.0.0.4');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByText('The address of the firewall cannot be used.')).toBeVisible();
  await expect(firewall).toHaveValue('10.0.0.4');

  await firewall.fill('20.50.7.9');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(reviewLines(page, 'added')).toHaveText([`${ownAddress}/32`, '20.50.7.9/32']);
  await page.getByRole('checkbox', { name: 'Restricts the API server to the list' }).check();
  await page.getByRole('checkbox', { name: 'The nodes may lose the API server' }).check();
  await applyAndFinish(page);
  expect(await azure.entriesOf(cluster)).toEqual([`${ownAddress}/32`, '20.50.7.9/32']);
});

test('opens a cluster only to whoever types its name', async ({ azure, page, signInAs }) => {
  const entries = ['73.140.245.0/24', '193.168.1.0/24'];
  const { operator, cluster } = await azure.seed(oneCluster({ entries }));
  await signInAs(operator);
  await page.goto(cluster.path);
  await page.getByRole('button', { name: 'Open this cluster' }).click();

  await expect(reviewLines(page, 'removed')).toHaveText(entries);
  await page.getByRole('checkbox', { name: 'Opens the API server to the internet' }).check();
  const name = page.getByRole('textbox', { name: `Type ${cluster.name}` });
  await name.fill('aks-payments-test');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('Type the name of the cluster to open it.')).toBeVisible();
  expect(await azure.entriesOf(cluster)).toEqual(entries);

  await page.getByRole('checkbox', { name: 'Opens the API server to the internet' }).check();
  await name.fill(cluster.name);
  await applyAndFinish(page);
  await expect(page.getByText('Everybody on the internet reaches this API server')).toBeVisible();
  expect(await azure.entriesOf(cluster)).toEqual([]);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});

test('closes a cluster to itself after saying who loses it', async ({ azure, page, signInAs }) => {
  const entries = [`${ownAddress}/32`, '73.140.245.0/24'];
  const { operator, cluster } = await azure.seed(oneCluster({ entries, egress }));
  await signInAs(operator);
  await page.goto(cluster.path);
  await expect(page.getByText(`You (${ownAddress}):`)).toBeVisible();
  await page.getByRole('button', { name: 'Close to cluster only' }).click();

  await expect(reviewLines(page, 'added')).toHaveText(['0.0.0.0/32']);
  await expect(reviewLines(page, 'removed')).toHaveText(entries);
  await page.getByRole('checkbox', { name: 'Closes the API server to everybody' }).check();
  await page.getByRole('checkbox', { name: 'You lose access yourself' }).check();
  await applyAndFinish(page);

  await expect(page.getByText('Nobody but the cluster’s own load balancer')).toBeVisible();
  expect(await azure.entriesOf(cluster)).toEqual(['0.0.0.0/32']);
});

test('warns that cluster only may cut off nodes that leave another way', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(
    oneCluster({ entries: ['73.140.245.0/24'], egress: { type: 'managedNATGateway' } }),
  );
  await signInAs(operator);
  await page.goto(`${cluster.path}?act=cluster-only`);

  await expect(
    page.getByRole('checkbox', {
      name: /The nodes may lose the API server.*\(managedNATGateway\)/,
    }),
  ).not.toBeChecked();
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('treats the removal of the last entry as opening the cluster', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: ['73.140.245.0/24'] }));
  await signInAs(operator);
  await page.goto(cluster.path);
  await page.getByRole('checkbox', { name: 'Remove 73.140.245.0/24' }).check();
  await page.getByRole('button', { name: 'Review changes' }).click();

  const review = reviewOf(page);
  await expect(review).toContainText('Restricted');
  await expect(review).toContainText('Open');
  const agreed = page.getByRole('checkbox', { name: 'Opens the API server to the internet' });
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(agreed).toBeFocused();
  await agreed.check();
  const name = page.getByRole('textbox', { name: `Type ${cluster.name}` });
  await name.fill('something else');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('Type the name of the cluster to open it.')).toBeVisible();
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24']);

  await agreed.check();
  await name.fill(cluster.name);
  await applyAndFinish(page);
  expect(await azure.entriesOf(cluster)).toEqual([]);
});

test('asks again when somebody closed the cluster after its review', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: ['73.140.245.0/24'] }));
  await signInAs(operator);
  await page.goto(cluster.path);
  await page.getByRole('textbox', { name: 'Add ranges' }).fill('194.168.1.0/24');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(reviewOf(page)).toBeVisible();
  await azure.edit(cluster, { authorizedIPRanges: ['0.0.0.0/32'] });
  await page.getByRole('button', { name: 'Apply' }).click();

  await expect(shownChange(page)).toContainText('Needs confirmation');
  expect(await azure.entriesOf(cluster)).toEqual(['0.0.0.0/32']);
  await page.getByRole('checkbox', { name: 'Lets addresses in again' }).check();
  await page.getByRole('checkbox', { name: 'You will not get in yourself' }).check();
  await page.getByRole('button', { name: 'Go on' }).click();

  await expect(shownChange(page)).toContainText('Done');
  expect(await azure.entriesOf(cluster)).toEqual(['194.168.1.0/24']);
});
