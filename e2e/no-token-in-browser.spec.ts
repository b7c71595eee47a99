import type { Page, Response } from 'playwright/test';
import { ownAddress } from '../outside/own-address.ts';
import { answerAt } from '../outside/person.ts';
import { secondFactor } from '../outside/setups.ts';
import { askToAdd, expectAdded, expectChange } from './fixtures/asking.ts';
import { consoleUrl, cookieHeader, sendRaw } from './fixtures/console.ts';
import { expect, oneCluster, type Seeded, test } from './fixtures/index.ts';
import { secretsOf } from './fixtures/issued.ts';
import { nobody } from './fixtures/over-http.ts';
import { expectAddressKnown, pick, signOut } from './fixtures/session.ts';

/** Tokens that have to be renewed at every step, and one that has to be proven anew. */
const setup = oneCluster({}, { challenges: [secondFactor] });

test('sends the browser no token, code or secret, wherever it goes', async ({
  azure,
  page,
  signInAs,
}) => {
  const seeded = await azure.seed(setup);
  const { operator, cluster } = seeded;
  await azure.control.editPerson(operator.upn, { tokenLifetimeSeconds: 200 });
  const sent = recordAnswers(page);

  await signInAs(operator);
  await goEverywhere(page, seeded);
  await askToAdd(page, cluster);
  await expectChange(page, 'Sign-in needed');
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await pick(page, operator);
  await expectChange(page, 'Done');
  await expectAdded(azure, cluster, 2);
  const events = `/changes/${new URL(page.url()).searchParams.get('change')}/events`;
  sent.push((await sendRaw({ path: events, headers: await cookieHeader(page) })).body);
  await signOut(page, operator);
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();

  const secrets = await secretsOf(azure, operator);
  expect(secrets.length).toBeGreaterThan(20);
  const all = (await Promise.all(sent)).join('\n');
  expect(all.length).toBeGreaterThan(100_000);
  expect(all).toMatch(/event: change/);
  expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
  expect(/eyJ[\w-]+\.eyJ/.exec(all)).toBeNull();
});

test('keeps nothing of a sign-in in the browser but cookies that no script can read', async ({
  azure,
  page,
  signInAs,
}) => {
  const seeded = await azure.seed(setup);
  await signInAs(seeded.operator);
  await goEverywhere(page, seeded);

  const kept = await page.evaluate(async () => ({
    cookie: document.cookie,
    local: Object.keys(localStorage),
    // What a browser saw of an API server, and where somebody was in the list.
    session: Object.keys(sessionStorage).filter(
      (key) => !key.startsWith('drawbridge:seen:') && key !== 'place in the fleet',
    ),
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    windowName: window.name,
  }));
  expect(kept).toEqual({
    cookie: 'script=1',
    local: [],
    session: [],
    databases: [],
    caches: [],
    workers: 0,
    windowName: '',
  });

  const all = await page.context().cookies(consoleUrl());
  const cookies = all.filter(({ name }) => name !== 'script');
  expect(cookies.map(({ name }) => name.replace(/-\d+$/, '')).sort()).toEqual(['sid', 'signin']);
  for (const cookie of cookies) {
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(cookie.value).toMatch(/^[\w-]{43}$/);
  }
});

test('gives every sign-in a session of its own, and takes none that it did not give', async ({
  azure,
}) => {
  const { operator } = await azure.seed(setup);
  const name = `sid-${new URL(consoleUrl()).port}`;
  const seen = ['A'.repeat(43)];
  const ada = nobody();
  for (let time = 0; time < 2; time += 1) {
    const [before] = seen.slice(-1);
    const asked = await ada.open('/sign-in');
    const cookie = `${ada.cookie()}; ${name}=${before}`;
    await ada.send({ path: await answerAt(asked, operator), headers: { cookie } });
    const [, session = ''] = new RegExp(`${name}=([\\w-]+)`).exec(ada.cookie()) ?? [];
    expect([...seen, '']).not.toContain(session);
    seen.push(session);
  }
  // Signing in again has ended the session before.
  for (const value of seen.slice(0, -1)) {
    const answer = await sendRaw({ path: '/clusters', headers: { cookie: `${name}=${value}` } });
    expect(answer.headers['location']).toMatch(/^\/sign-in/);
  }
  const [last] = seen.slice(-1);
  const answer = await sendRaw({ path: '/clusters', headers: { cookie: `${name}=${last}` } });
  expect(answer.status).toBe(200);
  expect(await secretsOf(azure, operator)).not.toContain(last);
});

async function goEverywhere(page: Page, { cluster }: Seeded): Promise<void> {
  await page.goto('/clusters?q=aks&sort=access');
  await expectAddressKnown(page);
  await page.getByRole('link', { name: cluster.name }).click();
  await expect(page.getByRole('table', { name: 'Entries' })).toBeVisible();
  await page.goto(`${cluster.path}?act=cluster-only`);
  await page.goto(`${cluster.path}/add-my-ip`);
  await expect(page.getByRole('button', { name: `Add ${ownAddress}/32` })).toBeVisible();
  for (const path of ['/address', '/my-ip', '/sign-out/ask', '/sign-in/refused', '/nowhere']) {
    await page.goto(path);
  }
  await page.goto('/auth/callback?code=stolen&state=forged');
  await page.goto(cluster.path);
}

/** Headers and body of everything that the console answers. */
function recordAnswers(page: Page): (string | Promise<string>)[] {
  const sent: (string | Promise<string>)[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(consoleUrl())) sent.push(textOf(response));
  });
  return sent;
}

async function textOf(response: Response): Promise<string> {
  const headers = await response.headersArray();
  // A redirect has no body that a browser would keep; one that was left early has none any more.
  const body = await response.text().catch(() => '');
  return JSON.stringify(headers) + body;
}
