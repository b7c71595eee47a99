import type { Page } from 'playwright/test';
import type { ClusterSpec } from '../emulator/world/build-cluster.ts';
import { ownAddress } from '../outside/own-address.ts';
import { standing } from '../outside/setups.ts';
import { accessProblems } from './fixtures/axe.ts';
import { refused } from './fixtures/fleet.ts';
import { type Cluster, clusters, expect, oneCluster, test } from './fixtures/index.ts';
import { echoAnswers } from './fixtures/own-address.ts';

const open: ClusterSpec = { name: 'aks-open' };
const restricted: ClusterSpec = { name: 'aks-restricted', entries: standing };
const admitsYou: ClusterSpec = { name: 'aks-admits-you', entries: [`${ownAddress}/32`] };
const clusterOnly: ClusterSpec = { name: 'aks-cluster-only', entries: ['0.0.0.0/32'] };
const closed: ClusterSpec = { name: 'aks-private', entries: standing, private: true };
/** Entries of every kind, past what fits on a screen. */
const odd: ClusterSpec = {
  name: 'aks-odd-entries',
  tags: { 'managed-by': 'terraform' },
  entries: [
    ...[`${ownAddress}/32`, '137.117.106.90/29', '73.140.245.7', '73.140.245.7/32'],
    ...['2001:4860::/32', 'AzureDevOps.WestEurope', 'not an entry at all', '10.0.0.0/8', ''],
    ...Array.from({ length: 20 }, (_, at) => `73.140.${at}.0/24`),
  ],
};
const failed: ClusterSpec = {
  name: 'aks-failed',
  entries: standing,
  provisioningState: 'Failed',
  egress: { type: 'userDefinedRouting' },
};
const stopped: ClusterSpec = {
  name: 'aks-stopped',
  entries: standing,
  power: 'Stopped',
  egress: { type: 'loadBalancer', sku: 'Basic' },
};
const updating: ClusterSpec = { ...restricted, name: 'aks-up', provisioningState: 'Updating' };

const lock = { name: 'do-not-touch', level: 'ReadOnly', notes: 'Ask the platform team.' } as const;

test('the pages of people who are not signed in', async ({ page }) => {
  await expectAllWell(page, ['/', '/sign-in/refused']);
});

test('the fleet: full, filtered, with nothing that fits', async ({ page, enterHere }) => {
  await enterHere(
    clusters(open, restricted, admitsYou, clusterOnly, closed, failed, stopped, updating),
  );
  await expectAllWell(page, [
    '/clusters',
    '/clusters?you=blocked&sort=you&dir=desc&per=2&page=2',
    '/clusters?q=nothing-is-called-that',
    '/clusters?inbatch=156a5d3c-cbba-465c-91a0-65cd6e9c2b64',
    '/clusters?from=73.140.245.7/24,194.168.1.7&admits=256',
    '/clusters/compare?from=73.140.245.0/24,10.1.2.3',
  ]);
});

test('the fleet of somebody who sees nothing, and one that cannot be read', async ({
  azure,
  page,
  enterHere,
}) => {
  const { operator } = await enterHere({ ...oneCluster(), operatorMay: 'nothing' });
  await expectAllWell(page, ['/clusters']);
  await azure.faultWhere({ match: { operator: operator.upn }, do: refused });
  await expectAllWell(page, ['/clusters']);
});

test('a cluster with and without a list, and with one that does nothing', async ({
  azure,
  page,
  signInAs,
}) => {
  const seeded = await azure.seed(clusters(open, odd, closed));
  await signInAs(seeded.operator);
  const paths = seeded.clusters.map(pathOf);
  await expectAllWell(page, [...paths, `${paths[0]}/as-code`, `${paths[1]}/as-code`]);
});

test('a cluster that is closed, stopped, failed', async ({ azure, page, signInAs }) => {
  const seeded = await azure.seed(clusters(clusterOnly, stopped, failed));
  await signInAs(seeded.operator);
  await expectAllWell(page, seeded.clusters.map(pathOf));
});

test('a cluster that somebody may not change, and what is not there for them', async ({
  page,
  enterHere,
}) => {
  const setup = oneCluster(restricted, { operatorMay: 'read', locks: [lock] });
  const { cluster } = await enterHere(setup);
  await expectAllWell(page, [cluster.path, `${cluster.path}x`]);
});

test('the acts that open and close a cluster', async ({ azure, page, signInAs }) => {
  const seeded = await azure.seed(clusters(open, admitsYou));
  await signInAs(seeded.operator);
  const [opened, listed] = seeded.clusters.map(pathOf);
  await expectAllWell(page, [
    `${opened}?act=restrict`,
    `${listed}?act=open`,
    `${listed}?act=cluster-only`,
  ]);
});

test('Add my IP, whatever it has to say', async ({ azure, page, signInAs }) => {
  const seeded = await azure.seed(clusters(open, restricted, admitsYou, clusterOnly));
  await signInAs(seeded.operator);
  await expectAllWell(
    page,
    seeded.clusters.map(({ path }) => `${path}/add-my-ip`),
  );
});

test('an address that is not known, and one that cannot be used', async ({ page, enterHere }) => {
  await echoAnswers(page, 'not an address');
  await enterHere(oneCluster(restricted));
  await expectAllWell(page, ['/clusters', '/address']);
  await page.getByRole('textbox').fill('10.1.2.3');
  await page.getByRole('button', { name: 'Use it' }).click();
  await expect(page.getByText('lies in 10.0.0.0/8')).toBeVisible();
  expect(await accessProblems(page, 'an address that cannot be used')).toEqual([]);
});

/** Goes to each page and finds nothing wrong with any; with all that is wrong where something is. */
async function expectAllWell(page: Page, paths: readonly string[]): Promise<void> {
  const problems: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    // The right page, and not one that says what went wrong: each has its one heading.
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    problems.push(...(await accessProblems(page, path)));
  }
  expect(problems).toEqual([]);
}

function pathOf({ path }: Cluster): string {
  return path;
}
