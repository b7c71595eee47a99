import { answerAt, signInAgain } from '../outside/person.ts';
import { standing } from '../outside/setups.ts';
import { expect, test } from './fixtures/index.ts';
import { nobody, signInOverHttp } from './fixtures/over-http.ts';
import { sessionCookies, signInByHand } from './fixtures/session.ts';

test('signs in with a code that this browser asked for, and keeps nothing but an opaque cookie', async ({
  azure,
  page,
}) => {
  const { operator } = await azure.seed();
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
  expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Lax', path: '/' }]);
  expect(cookies[0]?.value).toMatch(/^[\w-]{40,60}$/);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test('leads from a link through the sign-in back to the link', async ({ azure }) => {
  const { operator, cluster } = await azure.seed();
  const ada = nobody();

  const asked = await ada.open(`${cluster.path}/add-my-ip`);
  const page = await ada.open(await answerAt(asked, operator));

  expect(page.path).toBe(`${cluster.path}/add-my-ip`);
  expect(page.all('heading')).toContain('Add my IP');
});

test('renews tokens that run out without asking anybody', async ({ azure }) => {
  const { operator, cluster } = await azure.seed();
  // Renewed when less than five minutes are left: at every page.
  await azure.control.editPerson(operator.upn, { tokenLifetimeSeconds: 60 });
  const ada = await signInOverHttp(operator);

  const page = await ada.open(cluster.path);

  expect(page.all('code', 'Entries')).toEqual(standing);
  const asked = await azure.control.requests({ operator: operator.upn, path: '/token' });
  const renewals = asked.filter(({ body }) => body.includes('grant_type=refresh_token'));
  expect(renewals.length).toBeGreaterThan(0);
  expect(renewals.map(({ status }) => status)).toEqual(renewals.map(() => 200));
});

test('asks to sign in again when Entra renews no more, and leads back', async ({ azure }) => {
  const { operator, cluster } = await azure.seed();
  await azure.control.editPerson(operator.upn, { tokenLifetimeSeconds: 60 });
  const ada = await signInOverHttp(operator);
  await azure.control.editPerson(operator.upn, {
    refusals: [{ when: 'silent', error: 'invalid_grant', aadsts: 50173 }],
  });

  const page = await ada.open(cluster.path);
  expect(page.text).toContain('Your sign-in to Azure has ended.');
  await azure.control.editPerson(operator.upn, { refusals: [] });
  const back = await signInAgain(ada, page, operator);

  expect(back.path).toBe(cluster.path);
  expect(back.all('code', 'Entries')).toEqual(standing);
});
