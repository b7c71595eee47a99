import { apply, expectBecomes, review } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';
import { applyAndFinish } from './fixtures/pages.ts';
import { reviewOf } from './fixtures/review.ts';

const egress = { type: 'loadBalancer', address: '20.50.7.9' } as const;

test('restricts an open cluster to its own way out, the person and what they add', async ({
  azure,
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere(oneCluster({ entries: [], egress }));
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
}) => {
  const { cluster, ada } = await enter(
    azure,
    oneCluster({ entries: [], egress: { type: 'userDefinedRouting' } }),
  );
  const page = await ada.open(`${cluster.path}?act=restrict`);
  expect(page.value('Add ranges')).toBe(`${ownAddress}/32 # you`);
  const fill = { 'Add ranges': '73.140.245.0/24' };
  const reviewed = await ada.press(page, 'Review changes', { fill });

  expect(reviewed.all('checkbox')).toEqual([
    expect.stringContaining('Restricts the API server to the list'),
    expect.stringContaining('You lose access yourself'),
    expect.stringContaining('The nodes may lose the API server'),
  ]);
  const left = await ada.follow(reviewed, 'Leave it as it is');
  expect(left.all('button')).toContain('Restrict this cluster');
  expect(await azure.entriesOf(cluster)).toEqual([]);
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('opens a cluster only to whoever agrees and types its name', async ({ azure }) => {
  const entries = ['73.140.245.0/24', '193.168.1.0/24'];
  const { cluster, ada } = await enter(azure, oneCluster({ entries }));
  const reviewed = await ada.press(await ada.open(cluster.path), 'Open this cluster');

  expect(reviewed.all('removed')).toEqual(entries);
  const tick = ['Opens the API server to the internet'];
  const name = `Type ${cluster.name}`;
  const missing = await ada.press(reviewed, 'Open to the internet', {
    tick,
    fill: { [name]: 'aks-payments-test' },
  });
  expect(missing.text).toContain('Type the name of the cluster to open it.');
  expect(await azure.entriesOf(cluster)).toEqual(entries);

  const fill = { [name]: cluster.name };
  const change = await ada.press(missing, 'Open to the internet', { tick, fill });
  const done = await expectBecomes(ada, change, 'Done');
  expect(done.text).toContain('Everybody on the internet reaches this API server');
  expect(await azure.entriesOf(cluster)).toEqual([]);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});

test('opens a cluster by undoing only to whoever types its name', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: [], egress }));
  const reviewed = await ada.press(
    await ada.open(`${cluster.path}?act=restrict`),
    'Review changes',
  );
  const tick = ['Restricts the API server to the list'];
  const done = await apply(ada, reviewed, { tick });
  const restricted = await azure.entriesOf(cluster);

  const asked = await expectBecomes(ada, await ada.press(done, 'Undo'), 'Needs confirmation');
  const opens = ['Opens the API server to the internet'];
  const name = `Type ${cluster.name}`;
  const open = 'Open to the internet';
  const still = await ada.press(asked, open, { tick: opens, fill: { [name]: 'another' } });
  expect(still.part('Change')).toContain('Needs confirmation');
  expect(await azure.entriesOf(cluster)).toEqual(restricted);
  await ada.press(still, open, { tick: opens, fill: { [name]: cluster.name } });
  await expectBecomes(ada, still, 'Done');
  expect(await azure.entriesOf(cluster)).toEqual([]);
});

test('closes a cluster to itself after saying who loses it', async ({ azure }) => {
  const entries = [`${ownAddress}/32`, '73.140.245.0/24'];
  const { cluster, ada } = await enter(azure, oneCluster({ entries, egress }));
  const reviewed = await ada.press(await ada.open(cluster.path), 'Close to cluster only');

  expect(reviewed.all('added')).toEqual(['0.0.0.0/32']);
  expect(reviewed.all('removed')).toEqual(entries);
  const tick = ['Closes the API server to everybody', 'You lose access yourself'];
  const done = await apply(ada, reviewed, { tick });

  expect(done.text).toContain('Nobody but the cluster’s own load balancer');
  expect(await azure.entriesOf(cluster)).toEqual(['0.0.0.0/32']);
});

test('warns that cluster only may cut off nodes that leave another way', async ({ azure }) => {
  const { cluster, ada } = await enter(
    azure,
    oneCluster({ entries: ['73.140.245.0/24'], egress: { type: 'managedNATGateway' } }),
  );
  const page = await ada.open(`${cluster.path}?act=cluster-only`);

  expect(page.all('checkbox')).toContainEqual(
    expect.stringMatching(/The nodes may lose the API server.*\(managedNATGateway\)/),
  );
  expect(page.ticked()).toEqual([]);
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('treats the removal of the last entry as opening the cluster', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: ['73.140.245.0/24'] }));
  const reviewed = await ada.press(await ada.open(cluster.path), 'Review changes', {
    tick: ['Remove 73.140.245.0/24'],
  });

  expect(reviewed.part('Review')).toMatch(/Restricted.*Open/);
  expect(reviewed.all('checkbox')).toContainEqual(
    expect.stringContaining('Opens the API server to the internet'),
  );
  expect(reviewed.value(`Type ${cluster.name}`)).toBe('');
  expect(reviewed.all('button')).toContain('Open to the internet');
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('asks again when somebody closed the cluster after its review', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: ['73.140.245.0/24'] }));
  const reviewed = await review(ada, cluster, '194.168.1.0/24');
  await azure.edit(cluster, { authorizedIPRanges: ['0.0.0.0/32'] });
  const change = await ada.press(reviewed, 'Apply');

  const asked = await expectBecomes(ada, change, 'Needs confirmation');
  expect(await azure.entriesOf(cluster)).toEqual(['0.0.0.0/32']);
  const tick = ['Lets addresses in again', 'You will not get in yourself'];
  await ada.press(asked, 'Go on', { tick });

  await expectBecomes(ada, change, 'Done');
  expect(await azure.entriesOf(cluster)).toEqual(['194.168.1.0/24']);
});
