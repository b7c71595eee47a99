import type { Page } from 'playwright/test';
import { answerAt } from '../outside/person.ts';
import { standing } from '../outside/setups.ts';
import { expectChange } from './fixtures/asking.ts';
import { consoleUrl, cookieHeader, sendRaw } from './fixtures/console.ts';
import { expect, oneCluster, type Seeded, test } from './fixtures/index.ts';
import { nobody } from './fixtures/over-http.ts';
import { reviewAdding, shownChange, shownEntries } from './fixtures/pages.ts';

/** Ends attributes, elements, comments and scripts, and runs where anything of it is taken for markup. */
const markup = `"'></script></textarea></title>--><img src=x onerror=window.hasRun=1>`;
const entry = `{{7*7}}\${7*7}${markup}`;
const control = 'a\u001b[31mred\u0007\nb\u202Ecba';

const hostile = oneCluster(
  {
    entries: [...standing, entry, control],
    tags: { 'managed-by': markup, [`team ${markup}`]: markup },
    version: `1.33.5 ${markup}`,
    patch: { location: markup, properties: { outboundType: markup, provisioningState: markup } },
  },
  { displayName: markup },
);

test('shows what Azure says as text, whatever it says', async ({ azure, page, signInAs }) => {
  const seeded = await azure.seed(hostile);
  await signInAs(seeded.operator);
  for (const path of pathsOf(seeded)) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
    await expectNoMarkup(page, path);
  }

  await page.goto(seeded.cluster.path);
  await expect(shownEntries(page)).toHaveText([...standing, entry, control]);
  await expect(page.getByText(`tag managed-by: ${markup}`)).toBeVisible();
});

test('shows what people say as text, and what they search for', async ({
  azure,
  page,
  signInAs,
  anotherBrowser,
}) => {
  const { operator, colleagues, cluster } = await azure.seed(
    oneCluster({ entries: [...standing, entry] }, { colleagues: 1 }),
  );
  await azure.seedMore({ people: [{ ...operator, displayName: markup }] });
  await signInAs(operator);
  await page.goto(`/clusters?${new URLSearchParams({ q: markup, sort: markup, access: markup })}`);
  await expect(page.getByRole('searchbox', { name: 'Search clusters' })).toHaveValue(markup);
  await expectNoMarkup(page, '/clusters');

  await reviewAdding(page, cluster, '194.168.1.0/24');
  await page.getByRole('textbox', { name: /Reason/ }).fill(markup);
  await expectNoMarkup(page, 'review');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expectChange(page, 'Done');

  const colleague = await anotherBrowser();
  for (const each of colleagues) await signInAs(each, colleague);
  await colleague.goto(page.url());
  await expect(shownChange(colleague)).toBeVisible();
  await expect(colleague.getByText(`“${markup}”`)).toBeVisible();
  await expect(colleague.getByText(markup, { exact: false }).first()).toBeVisible();
  await expectNoMarkup(colleague, new URL(page.url()).pathname + new URL(page.url()).search);
});

test('shows what Azure refuses with as text, and what was typed', async ({
  azure,
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere();
  await page.goto(cluster.path);
  await page.getByRole('textbox', { name: 'Add ranges' }).fill(`${markup}\n194.168.1.0/24`);
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByText('cannot be used')).toBeVisible();
  await expectNoMarkup(page, cluster.path);

  const message = `${markup} ${control}`;
  await azure.fault(cluster, {
    method: 'PUT',
    do: { answer: { status: 400, body: { error: { code: 'BadRequest', message } } } },
  });
  await reviewAdding(page, cluster, '194.168.1.0/24');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expectChange(page, 'Refused');
  await expectNoMarkup(page, new URL(page.url()).pathname + new URL(page.url()).search);
});

test('leads nowhere else after a sign-in, whatever it was asked', async ({ azure }) => {
  const { operator } = await azure.seed();
  const elsewhere = ['//elsewhere.example.com', '/\\elsewhere.example.com', 'javascript:alert(1)'];
  for (const place of [
    ...elsewhere,
    'https://elsewhere.example.com/',
    '/\t/elsewhere.example.com',
  ]) {
    const ada = nobody();
    const asked = await ada.open(`/sign-in?${new URLSearchParams({ return: place })}`);
    const { headers } = await ada.send({ path: await answerAt(asked, operator) });
    expect(headers['location'], place).toBe(`${consoleUrl()}/clusters`);
  }
});

function pathsOf({ cluster }: Seeded): readonly string[] {
  const acts = ['', '?act=restrict', '?act=open', '?act=cluster-only', '/add-my-ip', '/as-code'];
  return ['/clusters', ...acts.map((act) => cluster.path + act)];
}

/** Neither in what the browser made of the page nor in the bytes it made that from. */
async function expectNoMarkup(page: Page, path: string): Promise<void> {
  expect(await page.evaluate(() => 'hasRun' in window)).toBe(false);
  await expect(page.locator('img')).toHaveCount(0);
  if (!path.startsWith('/')) return;
  const { body } = await sendRaw({ path, headers: await cookieHeader(page) });
  expect(body.includes('<img')).toBe(false);
}
