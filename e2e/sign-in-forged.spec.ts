import type { Page } from 'playwright/test';
import { expect, type Operator, oneCluster, test } from './fixtures/index.ts';
import { expectNobody, pick } from './fixtures/session.ts';

const setup = oneCluster({ entries: ['73.140.245.0/24'] });

const forged = [
  { what: 'with a state that nobody gave out', query: 'code=stolen&state=forged' },
  { what: 'without a state', query: 'code=stolen' },
  {
    what: 'with words of somebody else’s',
    query: 'error=access_denied&error_description=Call%20our%20helpdesk&state=forged',
  },
  { what: 'with nothing at all', query: '' },
];

for (const { what, query } of forged) {
  test(`refuses an answer ${what}`, async ({ page }) => {
    await page.goto(`/auth/callback?${query}`);

    await expectExpired(page);
    await expect(page.getByText('helpdesk')).toHaveCount(0);
    await expectNobody(page);
  });
}

test('takes an answer once: a second time signs nobody in', async ({ azure, page }) => {
  const { operator } = await azure.seed(setup);
  const callback = page.waitForRequest(/\/auth\/callback/);
  await page.goto('/clusters');
  await pick(page, operator);
  await expect(page).toHaveURL('/clusters');
  await forgetSession(page);

  await page.goto((await callback).url());

  await expectExpired(page);
  await expectNobody(page);
});

test('refuses a code that was redeemed before, under a state of its own', async ({
  azure,
  page,
}) => {
  const { operator } = await azure.seed(setup);
  const first = page.waitForRequest(/\/auth\/callback/);
  await page.goto('/clusters');
  await pick(page, operator);
  await expect(page).toHaveURL('/clusters');
  const code = new URL((await first).url()).searchParams.get('code') ?? '';
  await forgetSession(page);

  await page.goto('/sign-in');
  const state = new URL(page.url()).searchParams.get('state') ?? '';
  await page.goto(`/auth/callback?${new URLSearchParams({ code, state })}`);

  await expectExpired(page);
  await expect(page.getByText('AADSTS54005')).toBeVisible();
  await expectNobody(page);
});

test('refuses the answer to a sign-in that began in another browser, which may still finish', async ({
  azure,
  page,
  anotherBrowser,
}) => {
  const { operator } = await azure.seed(setup);
  const answer = await answerOf(page, operator);

  const other = await anotherBrowser();
  await other.goto(answer);
  await expectExpired(other);
  await expectNobody(other);

  await page.goto(answer);
  await expect(page).toHaveURL('/clusters');
});

/** Where Entra sends the person back to, without going there. */
async function answerOf(page: Page, operator: Operator): Promise<string> {
  await page.goto('/clusters');
  const form = { person: operator.upn };
  const sentBack = await page.request.post(page.url(), { form, maxRedirects: 0 });
  return sentBack.headers()['location'] ?? '';
}

/** The page goes first: it would go to the sign-in by itself when it finds the session gone. */
async function forgetSession(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.context().clearCookies({ name: /sid/ });
}

async function expectExpired(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'This sign-in has expired' })).toBeVisible();
  await expect(page.getByText('Who can mend it')).toContainText('You');
}
