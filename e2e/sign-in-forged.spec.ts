import { answerAt, type Person } from '../outside/person.ts';
import type { Sheet } from '../outside/sheet.ts';
import { consoleUrl } from './fixtures/console.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { expectSignedOut, nobody } from './fixtures/over-http.ts';

const setup = oneCluster({ entries: ['73.140.245.0/24'] });

test('refuses an answer with a forged state or without one, and shows none of its words', async () => {
  const words = 'error=access_denied&error_description=Call%20our%20helpdesk';
  for (const query of ['code=stolen&state=forged', 'code=stolen', `${words}&state=forged`, '']) {
    const mallory = nobody();
    const page = await mallory.open(`/auth/callback?${query}`);
    await expectExpired(mallory, page);
    expect(page.body).not.toContain('helpdesk');
  }
});

test('takes an answer once: a second time signs nobody in', async ({ azure }) => {
  const { operator } = await azure.seed(setup);
  const ada = nobody();
  const answer = await answerAt(await ada.open('/sign-in'), operator);
  const signedIn = await ada.send({ path: answer });
  expect(signedIn.headers['location']).toBe(`${consoleUrl()}/clusters`);
  ada.forget('sid-');

  await expectExpired(ada, await ada.open(answer));
});

test('refuses a code that was redeemed before, under a state of its own', async ({ azure }) => {
  const { operator } = await azure.seed(setup);
  const ada = nobody();
  const first = await answerAt(await ada.open('/sign-in'), operator);
  await ada.send({ path: first });
  const code = parameterOf(first, 'code');
  ada.forget('sid-');

  const { path } = await ada.open('/sign-in');
  const state = parameterOf(path, 'state');
  const page = await ada.open(`/auth/callback?${new URLSearchParams({ code, state })}`);

  await expectExpired(ada, page);
  expect(page.text).toContain('AADSTS54005');
});

test('refuses the answer to a sign-in that began in another browser, which may still finish', async ({
  azure,
}) => {
  const { operator } = await azure.seed(setup);
  const ada = nobody();
  const answer = await answerAt(await ada.open('/sign-in'), operator);

  const other = nobody();
  await expectExpired(other, await other.open(answer));

  expect((await ada.open(answer)).path).toBe('/clusters');
});

/** The page says so, and nobody is signed in. */
async function expectExpired(person: Person, page: Sheet): Promise<void> {
  expect(page.all('heading')).toContain('This sign-in has expired');
  await expectSignedOut(person);
}

function parameterOf(address: string, name: string): string {
  return new URL(address, consoleUrl()).searchParams.get(name) ?? '';
}
