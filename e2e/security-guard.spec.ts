import type { Page } from 'playwright/test';
import { capturePost } from './fixtures/captured.ts';
import { type Azure, type Cluster, expect, oneCluster, test } from './fixtures/index.ts';
import { echoAnswers, ownAddress } from './fixtures/own-address.ts';
import { applyAndFinish, reviewAdding } from './fixtures/pages.ts';
import { consoleUrl, type RawRequest, sendRaw } from './fixtures/raw.ts';
import { sessionCookies } from './fixtures/session.ts';

const elsewhere = 'https://elsewhere.example.com';
const host = 'elsewhere.example.com';

/** What a post from anywhere but a page of the console may come with. */
const forgeries: readonly (() => Readonly<Record<string, string>>)[] = [
  () => ({ origin: elsewhere }),
  () => ({ origin: 'null' }),
  () => ({ origin: '' }),
  () => ({}),
  () => ({ 'sec-fetch-site': 'cross-site' }),
  () => ({ 'sec-fetch-site': 'same-site' }),
  () => ({ 'sec-fetch-site': 'none' }),
  () => ({ origin: `${consoleUrl()}.example.com` }),
  () => ({ origin: consoleUrl().replace(/\d$/, (last) => String((Number(last) + 1) % 10)) }),
  () => ({ origin: consoleUrl().replace('http:', 'https:') }),
  () => ({ origin: elsewhere, 'sec-fetch-site': 'same-origin' }),
  () => ({ origin: elsewhere, host }),
  () => ({ origin: elsewhere, 'x-forwarded-host': host, 'x-forwarded-proto': 'https' }),
  () => ({ origin: elsewhere, host, 'x-forwarded-host': host, 'x-forwarded-proto': 'https' }),
  () => ({ origin: elsewhere, referer: `${consoleUrl()}/clusters` }),
  () => ({ origin: elsewhere, 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' }),
];

/** What a page of the console sends. Some browsers leave `Origin` out of what they post at home. */
const honest: readonly (() => Readonly<Record<string, string>>)[] = [
  () => ({ origin: consoleUrl() }),
  () => ({ 'sec-fetch-site': 'same-origin' }),
];

type Scene = { readonly page: Page; readonly azure: Azure; readonly cluster: Cluster };
type Act = {
  readonly what: string;
  /** Goes to the page with the form; answers how to send it. */
  readonly open: (scene: Scene) => Promise<() => Promise<void>>;
  readonly happens: (scene: Scene) => Promise<void>;
  readonly doesNotHappen: (scene: Scene) => Promise<void>;
};

const acts: readonly Act[] = [
  {
    what: 'a change of the list',
    open: async ({ page, cluster }) => {
      await reviewAdding(page, cluster, '194.168.1.0/24');
      return () => page.getByRole('button', { name: 'Apply' }).click();
    },
    happens: (scene) => expectPuts(scene, 1),
    doesNotHappen: expectNothingRecorded,
  },
  {
    what: 'Add my IP',
    open: async ({ page, cluster }) => {
      await sayAddress(page, ownAddress);
      await page.goto(`${cluster.path}/add-my-ip`);
      return () => page.getByRole('button', { name: `Add ${ownAddress}/32` }).click();
    },
    happens: (scene) => expectPuts(scene, 1),
    doesNotHappen: expectNothingRecorded,
  },
  {
    what: 'undoing a change',
    open: async ({ page, cluster }) => {
      await reviewAdding(page, cluster, '194.168.1.0/24');
      await applyAndFinish(page);
      return () => page.getByRole('button', { name: 'Undo' }).click();
    },
    happens: (scene) => expectPuts(scene, 2),
    doesNotHappen: (scene) => expectPuts(scene, 1),
  },
  {
    what: 'saying where one comes from',
    open: async ({ page }) => {
      await page.goto('/address');
      await page.getByRole('textbox', { name: 'address' }).fill('194.168.1.7');
      return () => page.getByRole('button', { name: 'Use it' }).click();
    },
    happens: ({ page }) => expectAddress(page, true),
    doesNotHappen: ({ page }) => expectAddress(page, false),
  },
  {
    what: 'signing out',
    open: async ({ page }) => {
      await page.getByRole('banner').getByText('Ada Operator').click();
      return () => page.getByRole('button', { name: 'Sign out' }).click();
    },
    happens: ({ page }) => expectSession(page, false),
    doesNotHappen: ({ page }) => expectSession(page, true),
  },
];

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'posted by script' : 'posted by a plain form', () => {
    test.use({
      javaScriptEnabled,
      // The page's own post is caught before it leaves.
      expectedComplaints: [/ERR_FAILED|Failed to fetch|TypeError: network error/],
    });

    for (const { what, open, happens, doesNotHappen } of acts) {
      for (const [at, headers] of honest.entries()) {
        // Browsers of which the second is true run script.
        if (at > 0 && !javaScriptEnabled) continue;
        const from = at === 0 ? 'its origin' : 'the browser’s word that it is at home';

        test(`carries out ${what} from a page of ours, by ${from}, and from nowhere else`, async ({
          azure,
          page,
          signInAs,
        }) => {
          const { operator, cluster } = await azure.seed(
            oneCluster({ entries: ['73.140.245.0/24'] }),
          );
          const scene = { page, azure, cluster };
          await echoAnswers(page, 'not an address');
          await signInAs(operator);
          const post = await capturePost(page, await open(scene));

          for (const forged of forgeries) await expectRefused(post, forged());
          await doesNotHappen(scene);

          expect((await sendAs(post, headers())).status).toBeLessThan(400);
          await happens(scene);
        });
      }
    }
  });
}

function sendAs({ headers, ...post }: RawRequest, from: Readonly<Record<string, string>>) {
  return sendRaw({ ...post, headers: { ...headers, ...from } });
}

async function expectRefused(post: RawRequest, from: Readonly<Record<string, string>>) {
  const answer = await sendAs(post, from);
  expect(answer, JSON.stringify(from)).toMatchObject({
    status: 403,
    body: expect.stringContaining('did not come from a page of this console'),
  });
  expect(answer.headers).not.toHaveProperty('set-cookie');
}

async function expectPuts({ page, azure, cluster }: Scene, count: number): Promise<void> {
  await page.goto(cluster.path);
  const changes = page.getByRole('region', { name: 'Last changes here' }).getByRole('listitem');
  await expect(changes).toHaveCount(count);
  await expect(changes.getByText('Done')).toHaveCount(count);
  expect(await azure.putsOf(cluster)).toHaveLength(count);
}

async function expectNothingRecorded({ page, azure, cluster }: Scene): Promise<void> {
  await page.goto(cluster.path);
  await expect(page.getByText('None through Drawbridge yet.')).toBeVisible();
  expect(await azure.putsOf(cluster)).toEqual([]);
  expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24']);
}

async function sayAddress(page: Page, address: string): Promise<void> {
  await page.goto('/address');
  await page.getByRole('textbox', { name: 'address' }).fill(address);
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.waitForURL('/clusters');
}

async function expectAddress(page: Page, isKept: boolean): Promise<void> {
  await page.goto('/address');
  await expect(page.getByRole('heading', { name: 'Where you come from' })).toBeVisible();
  await expect(page.getByText('You come from 194.168.1.7')).toHaveCount(isKept ? 1 : 0);
}

async function expectSession(page: Page, lasts: boolean): Promise<void> {
  await page.goto('/clusters');
  await expect(page.getByRole('table', { name: 'Clusters' })).toHaveCount(lasts ? 1 : 0);
  expect(await sessionCookies(page)).toHaveLength(1);
}
