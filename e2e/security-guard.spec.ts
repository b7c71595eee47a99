import type { Page } from 'playwright/test';
import { standing } from './fixtures/asking.ts';
import { capturePost } from './fixtures/captured.ts';
import { type Azure, type Cluster, expect, oneCluster, test } from './fixtures/index.ts';
import { echoAnswers, ownAddress } from './fixtures/own-address.ts';
import { applyAndFinish, reviewAdding } from './fixtures/pages.ts';
import { consoleUrl, cookieHeader, type RawRequest, sendRaw } from './fixtures/raw.ts';

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

type Scene = { readonly page: Page; readonly azure: Azure; readonly cluster: Cluster };
type Act = {
  readonly what: string;
  /** Whether it works without script. */
  readonly plainForm: boolean;
  /** Goes to the page with the form; answers how to send it. */
  readonly open: (scene: Scene) => Promise<() => Promise<void>>;
  readonly happens: (scene: Scene) => Promise<void>;
  readonly doesNotHappen: (scene: Scene) => Promise<void>;
};

const acts: readonly Act[] = [
  {
    what: 'a change of the list',
    plainForm: true,
    open: async ({ page, cluster }) => {
      await reviewAdding(page, cluster, '194.168.1.0/24');
      return () => page.getByRole('button', { name: 'Apply' }).click();
    },
    happens: (scene) => expectPuts(scene, 1),
    doesNotHappen: expectNothingRecorded,
  },
  {
    what: 'Add my IP',
    plainForm: true,
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
    plainForm: false,
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
    plainForm: true,
    open: async ({ page }) => {
      await page.goto('/address');
      await page.getByRole('textbox', { name: 'address' }).fill('194.168.1.7');
      return () => page.getByRole('button', { name: 'Use it' }).click();
    },
    happens: ({ page }) => expectAddress(page, true),
    doesNotHappen: ({ page }) => expectAddress(page, false),
  },
  {
    what: 'noting what the echo saw',
    plainForm: false,
    open: async ({ page }) => {
      await page.goto('/address');
      await echoAnswers(page, '194.168.1.7');
      return () => page.evaluate(() => void window.dispatchEvent(new Event('focus')));
    },
    happens: async ({ page }) => {
      await echoAnswers(page, '');
      await expectAddress(page, true);
    },
    doesNotHappen: async ({ page }) => {
      await echoAnswers(page, '');
      await expectAddress(page, false);
    },
  },
  {
    what: 'signing out',
    plainForm: true,
    open: async ({ page }) => {
      await page.goto('/clusters');
      await page.getByRole('banner').getByText('Ada Operator').first().click();
      return () => page.getByRole('button', { name: 'Sign out' }).click();
    },
    happens: async ({ page }) => {
      await page.goto('/clusters');
      await expect(page.getByRole('heading', { name: 'Pick an account' })).toBeVisible();
    },
    doesNotHappen: async ({ page }) => {
      await page.goto('/clusters');
      await expect(page.getByRole('table', { name: 'Clusters' })).toBeVisible();
    },
  },
];

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'posted by script' : 'posted by a plain form', () => {
    test.use({
      javaScriptEnabled,
      // The page's own post is caught before it leaves.
      expectedComplaints: [/ERR_FAILED|Failed to fetch/],
    });

    for (const act of acts.filter(({ plainForm }) => plainForm || javaScriptEnabled)) {
      test(`carries out ${act.what} from a page of ours, and from nowhere else`, async ({
        azure,
        page,
        signInAs,
      }) => {
        const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
        const scene = { page, azure, cluster };
        // No action of its own while we look.
        await echoAnswers(page, '');
        await signInAs(operator);
        const post = await capturePost(page, await act.open(scene));

        for (const forged of forgeries) await expectRefused(post, forged());
        await act.doesNotHappen(scene);

        expect((await sendAs(post, { origin: consoleUrl() })).status).toBeLessThan(400);
        await act.happens(scene);
      });
    }
  });
}

test('takes the browser’s word that a post without an origin comes from home', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator } = await azure.seed(oneCluster({ entries: standing }));
  await signInAs(operator);
  const headers = { ...(await cookieHeader(page)), 'sec-fetch-site': 'same-origin' };
  const body = 'changes=finish';
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await sendRaw({ method: 'POST', path: '/sign-out', headers: form, body });
  expect(answer).toMatchObject({ status: 303, headers: { location: `${consoleUrl()}/` } });
  await page.goto('/clusters');
  await expect(page.getByRole('heading', { name: 'Pick an account' })).toBeVisible();
});

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
  const changes = page.getByRole('region', { name: 'Last changes here' }).getByRole('listitem');
  await expect(async () => {
    await page.goto(cluster.path);
    await expect(changes).toHaveText(Array(count).fill(/Done/), { timeout: 1_000 });
  }).toPass();
  expect(await azure.putsOf(cluster)).toHaveLength(count);
}

async function expectNothingRecorded({ page, azure, cluster }: Scene): Promise<void> {
  await page.goto(cluster.path);
  await expect(page.getByText('None through Drawbridge yet.')).toBeVisible();
  expect(await azure.putsOf(cluster)).toEqual([]);
  expect(await azure.entriesOf(cluster)).toEqual(standing);
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
