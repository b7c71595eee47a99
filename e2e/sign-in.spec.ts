import { randomUUID } from 'node:crypto';
import { standing } from './fixtures/asking.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { rowWith, shownEntries } from './fixtures/pages.ts';
import {
  expectAddressKnown,
  pick,
  sessionCookies,
  signInByHand,
  signOut,
} from './fixtures/session.ts';

test('signs in with a code that this browser asked for, and keeps nothing but an opaque cookie', async ({
  azure,
  page,
}) => {
  const { operator } = await azure.seed(oneCluster({ entries: standing }));
  const asked = page.waitForRequest(/\/oauth2\/v2\.0\/authorize/);
  await signInByHand(page, operator);

  const authorize = new URL((await asked).url()).searchParams;
  expect(authorize.get('response_type')).toBe('code');
  expect(authorize.get('code_challenge_method')).toBe('S256');
  expect(authorize.get('state')).toMatch(/^[\w-]{20,}$/);
  expect(authorize.get('nonce')).toMatch(/^[\w-]{20,}$/);
  expect(authorize.get('scope')).toContain('https://management.azure.com/user_impersonation');
  const [redeemed] = await azure.control.requests({ operator: operator.upn, path: '/token' });
  expect(redeemed?.body).toContain('grant_type=authorization_code');
  expect(redeemed?.body).toContain('code_verifier=');

  const cookies = await sessionCookies(page);
  expect(cookies).toMatchObject([{ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' }]);
  expect(cookies[0]?.value).toMatch(/^[\w-]{40,60}$/);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
});

test('leads from a link through the sign-in back to the link', async ({ azure, page }) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));

  await page.goto(`${cluster.path}/add-my-ip`);
  await pick(page, operator);

  await expect(page).toHaveURL(`${cluster.path}/add-my-ip`);
  await expect(page.getByRole('heading', { name: 'Add my IP' })).toBeVisible();
});

test('ends the session with the sign-out: the old cookie opens nothing', async ({
  azure,
  page,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  await signInByHand(page, operator);
  const before = await sessionCookies(page);

  await signOut(page, operator);

  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(await sessionCookies(page)).toEqual([]);
  await page.context().addCookies([...before]);
  await page.goto(cluster.path);
  await expect(page.getByRole('heading', { name: 'Pick an account' })).toBeVisible();
});

test('gives another session id at each sign-in, and ends the one before', async ({
  azure,
  page,
}) => {
  const { operator } = await azure.seed(oneCluster({ entries: standing }));
  await signInByHand(page, operator);
  const [before] = await sessionCookies(page);

  await page.goto('/sign-in?return=/clusters');
  await pick(page, operator);
  await expect(page).toHaveURL('/clusters');

  const [after] = await sessionCookies(page);
  expect(after?.value).not.toBe(before?.value);
  await page.goto('about:blank');
  await page.context().addCookies(before ? [before] : []);
  await page.goto('/clusters');
  await expect(page.getByRole('heading', { name: 'Pick an account' })).toBeVisible();
});

test('renews tokens that run out without asking anybody', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  // Renewed when less than five minutes are left: at every page.
  await azure.control.editPerson(operator.upn, { tokenLifetimeSeconds: 60 });
  await signInAs(operator);

  await page.goto(cluster.path);

  await expect(shownEntries(page)).toHaveText(standing);
  const asked = await azure.control.requests({ operator: operator.upn, path: '/token' });
  const renewals = asked.filter(({ body }) => body.includes('grant_type=refresh_token'));
  expect(renewals.length).toBeGreaterThan(0);
  expect(renewals.map(({ status }) => status)).toEqual(renewals.map(() => 200));
});

test('asks to sign in again when Entra renews no more, and leads back', async ({ azure, page }) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  await azure.control.editPerson(operator.upn, { tokenLifetimeSeconds: 60 });
  await signInByHand(page, operator);
  await expectAddressKnown(page);
  await azure.control.editPerson(operator.upn, {
    refusals: [{ when: 'silent', error: 'invalid_grant', aadsts: 50173 }],
  });

  await page.goto(cluster.path);
  await expect(page.getByText('Your sign-in to Azure has ended.')).toBeVisible();
  await azure.control.editPerson(operator.upn, { refusals: [] });
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await pick(page, operator);

  await expect(page).toHaveURL(cluster.path);
  await expect(shownEntries(page)).toHaveText(standing);
});

test('shows the clusters of every directory, and opens a link into another one', async ({
  azure,
  page,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  const tenantId = randomUUID();
  await azure.seedMore({
    tenants: [{ id: tenantId, displayName: 'Fabrikam' }],
    people: [{ ...operator, guestIn: [{ tenantId }] }],
  });
  const abroad = await azure.seed({
    ...oneCluster({ name: 'aks-fabrikam', entries: ['137.117.106.88/29'] }),
    tenantId,
    operatorMay: 'nothing',
    roles: [{ person: operator.upn, role: 'Reader' }],
  });
  // Whoever comes by a link has not seen the list, which would know the directory.
  await page.goto(abroad.cluster.path);
  await pick(page, operator);
  await expect(shownEntries(page)).toHaveText(['137.117.106.88/29']);

  await page.goto('/clusters');
  await expect(rowWith(page, 'Clusters', cluster.name)).toBeVisible();
  await expect(rowWith(page, 'Clusters', 'aks-fabrikam')).toBeVisible();
});

test('names the directory that refuses, and shows the others', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  const tenantId = randomUUID();
  await azure.seedMore({
    tenants: [{ id: tenantId, displayName: 'Fabrikam' }],
    people: [
      {
        ...operator,
        guestIn: [{ tenantId }],
        refusals: [{ tenantId, when: 'silent', error: 'interaction_required', aadsts: 50076 }],
      },
    ],
  });

  await signInAs(operator);
  await page.goto('/clusters');

  await expect(rowWith(page, 'Clusters', cluster.name)).toBeVisible();
  await expect(page.getByText('1 place could not be read')).toBeVisible();
  await page.getByText('Which, and why').click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Fabrikam' })).toContainText(
    'Sign-in needed',
  );
});
