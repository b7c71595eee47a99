import type { PersonEdit } from '../emulator/control.ts';
import { answerAt } from '../outside/person.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { expectSignedOut, nobody } from './fixtures/over-http.ts';

const setup = oneCluster({ entries: ['73.140.245.0/24'] });

const administrator = 'An administrator of your directory';

type Refusal = NonNullable<PersonEdit['refusals']>[number];
type Case = Pick<Refusal, 'error' | 'aadsts'> & {
  readonly why: string;
  readonly title: string;
  readonly who: string;
};

const cases: readonly Case[] = [
  {
    why: 'the person closes the page',
    error: 'access_denied',
    title: 'You did not sign in',
    who: 'You',
  },
  {
    why: 'nobody has consented',
    error: 'consent_required',
    aadsts: 65001,
    title: 'This console needs consent',
    who: administrator,
  },
  {
    why: 'the person is not assigned',
    error: 'access_denied',
    aadsts: 50105,
    title: 'You are not assigned to this console',
    who: administrator,
  },
  {
    why: 'Conditional Access blocks it',
    error: 'access_denied',
    aadsts: 53003,
    title: 'A policy of your directory blocks this sign-in',
    who: administrator,
  },
  {
    why: 'another step is needed',
    error: 'interaction_required',
    aadsts: 50076,
    title: 'Your sign-in was not completed',
    who: 'You',
  },
  {
    why: 'the account is disabled',
    error: 'access_denied',
    aadsts: 50057,
    title: 'This account cannot sign in',
    who: administrator,
  },
  {
    why: 'Entra is unwell',
    error: 'temporarily_unavailable',
    title: 'Microsoft Entra cannot be reached',
    who: 'Microsoft',
  },
  {
    why: 'the reason is one that nobody has seen yet',
    error: 'access_denied',
    aadsts: 999_123,
    title: 'Microsoft Entra refused the sign-in',
    who: administrator,
  },
];

for (const { why, title, who, error, aadsts } of cases) {
  test(`says so and signs nobody in when ${why} (${aadsts ?? error})`, async ({ azure }) => {
    const { operator } = await azure.seed(setup);
    const said = 'Words of Entra that help nobody.';
    const refusal = { error, description: said, ...(aadsts === undefined ? {} : { aadsts }) };
    await azure.control.editPerson(operator.upn, { refusals: [refusal] });

    const ada = nobody();
    const answer = await answerAt(await ada.open('/sign-in'), operator);
    const page = await ada.open(answer);

    expect(page.all('heading')).toContain(title);
    // Whom else to ask.
    if (who === 'You') expect(page.text).not.toContain('Who can mend it');
    else expect(page.text).toMatch(new RegExp(`Who can mend it:? ?${who}`));
    if (aadsts !== undefined) expect(page.text).toContain(`AADSTS${aadsts}`);
    expect(page.all('button')).toEqual(['Copy the error and its ids']);
    const description = new URLSearchParams(answer.split('?')[1]).get('error_description') ?? '';
    for (const id of description.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? ['none']) {
      expect(page.text).toContain(id);
    }
    expect(page.body).not.toContain(said);
    await expectSignedOut(ada);
  });
}

test('leads on to where the person wanted once Entra lets them in', async ({ azure }) => {
  const { operator, cluster } = await azure.seed(setup);
  await azure.control.editPerson(operator.upn, {
    refusals: [{ error: 'access_denied', aadsts: 50105 }],
  });
  const ada = nobody();
  const page = await ada.open(await answerAt(await ada.open(cluster.path), operator));
  expect(page.text).toContain('AADSTS50105');

  await azure.control.editPerson(operator.upn, { refusals: [] });
  const again = await ada.follow(page, 'Sign in');
  expect((await ada.open(await answerAt(again, operator))).path).toBe(cluster.path);
});

test('says whose fault it is when Entra does not accept the console itself', async ({ azure }) => {
  const { operator } = await azure.seed(setup);
  await azure.faultWhere({
    match: { path: '/oauth2/v2.0/token', operator: operator.upn },
    do: {
      answer: {
        status: 401,
        body: {
          error: 'invalid_client',
          error_description:
            'AADSTS7000222: The provided client secret keys are expired. Trace ID: 0f1e2d3c-4b5a-4697-8a7b-6c5d4e3f2a1b Correlation ID: 1a2b3c4d-5e6f-4708-9a0b-1c2d3e4f5a6b Timestamp: 2026-01-07 08:00:00Z',
        },
      },
    },
  });

  const ada = nobody();
  const page = await ada.open(await answerAt(await ada.open('/clusters'), operator));

  expect(page.all('heading')).toContain('Microsoft Entra does not accept this console');
  expect(page.text).toMatch(/Who can mend it:? ?Whoever runs this console/);
  expect(page.text).toContain('AADSTS7000222');
  expect(page.text).toContain('0f1e2d3c-4b5a-4697-8a7b-6c5d4e3f2a1b');
  await expectSignedOut(ada);
});
