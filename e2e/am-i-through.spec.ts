import type { Locator, Page, Request } from 'playwright/test';
import { ownAddress } from '../outside/own-address.ts';
import { type Cluster, expect, oneCluster, test } from './fixtures/index.ts';
import { shownChange } from './fixtures/pages.ts';

const standing = ['73.140.245.0/24'];

test.use({ ownWindow: true });

test('says "Likely through" when the API server was silent before and answers now', async ({
  azure,
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere(oneCluster({ entries: standing }));
  await openAndLook(page, cluster);
  await passTheSilence(page);

  await addMyIp(page);

  await expect(throughWords(page)).toContainText('Likely through');
  await expect(tick(page)).toContainText(/\d\d:\d\d:\d\d/);
  expect(await azure.entriesOf(cluster)).toContain(`${ownAddress}/32`);
});

test.describe('a browser that loses its network', () => {
  test.use({ expectedComplaints: [/ERR_INTERNET_DISCONNECTED/] });

  test('says "Likely not yet" of silence as before, and never "through" when offline', async ({
    page,
    enterHere,
  }) => {
    const { cluster } = await enterHere(
      oneCluster({ entries: standing, behaviour: { apiServer: 'silent' } }),
    );
    await openAndLook(page, cluster);
    await passTheSilence(page);
    const asked = page.waitForRequest(apiServer(cluster));
    await addMyIp(page);
    await asked;
    await passTheSilence(page);
    await expect(throughWords(page)).toContainText('Likely not yet');
    await expect(tick(page)).toContainText('not yet');

    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Look again' }).click();

    await expect(throughWords(page)).toContainText('Cannot tell from this browser. It is offline.');
  });
});

for (const [what, error, spec] of [
  ['whose name is not found', 'net::ERR_NAME_NOT_RESOLVED', { location: 'nowhere' }],
  ['that refuses', 'net::ERR_CONNECTION_CLOSED', { behaviour: { apiServer: 'refuses' } }],
] as const) {
  test(`cannot tell of an API server ${what}, and names a line for the terminal`, async ({
    page,
    enterHere,
  }) => {
    const { cluster } = await enterHere(oneCluster({ entries: standing, ...spec }));
    const failed = lookThatFails(page);
    await page.goto(`${cluster.path}/add-my-ip`);
    expect((await failed).failure()).toEqual({ errorText: error });
    await addMyIp(page);

    await expect(throughWords(page)).toContainText('Cannot tell from this browser');
    await expect(tick(page)).toContainText('not yet');
    await expect(page.getByText(`https://${cluster.fqdn}/livez`)).toBeVisible();
  });
}

/** Opens Add my IP with a clock that the test moves, and waits until the browser looks. */
async function openAndLook(page: Page, cluster: Cluster): Promise<void> {
  await page.clock.install();
  const asked = page.waitForRequest(apiServer(cluster));
  await page.goto(`${cluster.path}/add-my-ip`);
  await asked;
}

/** The time after which no answer is silence. */
async function passTheSilence(page: Page): Promise<void> {
  const given = lookThatFails(page);
  await page.clock.fastForward(8000);
  await given;
}

function lookThatFails(page: Page): Promise<Request> {
  return page.waitForEvent('requestfailed', (request) => request.url().includes('.azmk8s.io'));
}

async function addMyIp(page: Page): Promise<void> {
  await page.getByRole('button', { name: `Add ${ownAddress}/32` }).click();
  await expect(shownChange(page)).toContainText('Done');
}

function apiServer({ fqdn }: Cluster): RegExp {
  return new RegExp(`^https://${fqdn}/`);
}

function throughWords(page: Page): Locator {
  return page.getByRole('status', { name: 'Your browser' });
}

function tick(page: Page): Locator {
  return page.getByRole('listitem').filter({ hasText: 'Your browser' });
}
