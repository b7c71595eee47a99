import type { Page } from 'playwright/test';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { answerOfEntra, expectNobody } from './fixtures/session.ts';

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
  const answer = await answerOfEntra(page, operator);
  const signedIn = await page.request.get(answer, { maxRedirects: 0 });
  expect(signedIn.headers()['location']).toMatch(/\/clusters$/);
  await page.context().clearCookies({ name: /sid/ });

  await page.goto(answer);

  await expectExpired(page);
  await expectNobody(page);
});

test('refuses a code that was redeemed before, under a state of its own', async ({
  azure,
  page,
}) => {
  const { operator } = await azure.seed(setup);
  const first = await answerOfEntra(page, operator);
  await page.request.get(first, { maxRedirects: 0 });
  const code = new URL(first).searchParams.get('code') ?? '';
  await page.context().clearCookies({ name: /sid/ });

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
  const answer = await answerOfEntra(page, operator);

  const other = await anotherBrowser();
  await other.goto(answer);
  await expectExpired(other);
  await expectNobody(other);

  await page.goto(answer);
  await expect(page).toHaveURL('/clusters');
});

async function expectExpired(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'This sign-in has expired' })).toBeVisible();
  await expect(page.getByText('Who can mend it')).toContainText('You');
}
