import { ask, expectBecomes, wanted } from '../outside/changes.ts';
import { signInAgain } from '../outside/person.ts';
import { secondFactor, standing } from '../outside/setups.ts';
import { expectAdded, expectUnchanged } from './fixtures/asking.ts';
import { seedDirectory, seedSubscription } from './fixtures/fleet.ts';
import { expect, oneCluster, type Setup, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';
import { shownChange, shownEntries } from './fixtures/pages.ts';
import { expectAddressKnown, pick } from './fixtures/session.ts';

const strongerWords = [
  'Azure asks for a stronger or fresher sign-in for this, such as a second factor.',
];

const demanding = (challenge: Partial<typeof secondFactor> = {}): Setup =>
  oneCluster({}, { challenges: [{ ...secondFactor, ...challenge }] });

const spellings = [
  { spelling: 'insufficient_claims', encoding: 'base64' },
  { spelling: 'invalid_token', encoding: 'unpadded' },
] as const;

for (const how of spellings) {
  test(`goes on by itself after the second factor that Azure asks for (${how.spelling})`, async ({
    azure,
  }) => {
    const { operator, cluster, ada } = await enter(azure, demanding(how));
    const change = await ask(ada, cluster);
    const asked = await expectBecomes(ada, change, 'Sign-in needed', strongerWords);
    await expectUnchanged(azure, cluster, 1);

    const back = await signInAgain(ada, asked, operator);

    expect(back.path).toBe(change.path);
    const done = await expectBecomes(ada, back, 'Done');
    expect(done.all('code', 'Entries')).toEqual([...standing, wanted]);
    await expectAdded(azure, cluster, 2);
  });
}

test('asks for it in the directory of the cluster, where the person is a guest', async ({
  azure,
}) => {
  const { operator } = await azure.seed({});
  const tenantId = await seedDirectory(azure, operator);
  const { clusters } = await seedSubscription(azure, operator, {
    tenantId,
    clusters: [{ name: 'aks-abroad', entries: standing }],
  });
  await azure.control.editPerson(operator.upn, {
    refusals: [{ tenantId, when: 'silent', error: 'interaction_required', aadsts: 50076 }],
  });
  const ada = await signInOverHttp(operator);
  const page = await ada.open(clusters[0]?.path ?? '');
  expect(page.all('alert')).toContainEqual(expect.stringMatching(/Sign-in needed/));

  const back = await signInAgain(ada, page, operator);
  expect(back.path).toBe(clusters[0]?.path);
  expect(back.all('code', 'Entries')).toEqual(standing);
});

test('asks for what Azure wants before it shows a cluster, and leads back to it', async ({
  azure,
}) => {
  const { operator, cluster, ada } = await enter(azure, demanding({ on: 'every-request' }));
  const page = await ada.open(`${cluster.path}/add-my-ip`);

  expect(page.all('alert')).toContainEqual(
    expect.stringMatching(/Sign-in needed.*a stronger or fresher sign-in/),
  );
  const back = await signInAgain(ada, page, operator);

  expect(back.path).toBe(`${cluster.path}/add-my-ip`);
  expect((await ada.open(cluster.path)).all('code', 'Entries')).toEqual(standing);
});

test('gives a reason instead of asking for the same proof for ever', async ({ azure }) => {
  const { operator, cluster } = await azure.seed();
  // Whatever the token proves: the address it is sent from is not a trusted one.
  const { claims } = secondFactor;
  await azure.fault(cluster, { method: 'PUT', do: { claims } });
  const ada = await signInOverHttp(operator);
  const asked = await expectBecomes(ada, await ask(ada, cluster), 'Sign-in needed');

  await expectBecomes(ada, await signInAgain(ada, asked, operator), 'Refused', [
    'Signing in again did not help',
    'the address from which this console, not your browser, reaches Azure',
    'Ask your Entra administrator',
  ]);
  await expectUnchanged(azure, cluster, 2);
});

test('resumes nothing when somebody else signs in instead', async ({ azure }) => {
  const { operator, colleagues, cluster } = await azure.seed({ ...demanding(), colleagues: 1 });
  const [colleague = operator] = colleagues;
  const ada = await signInOverHttp(operator);
  const asked = await expectBecomes(ada, await ask(ada, cluster), 'Sign-in needed');

  const theirs = await signInAgain(ada, asked, colleague);

  // They may read the cluster, and so see the change; it is not theirs to go on with.
  expect(theirs.text).toContain(colleague.upn);
  expect(theirs.part('Change')).toContain('Sign-in needed');
  expect(theirs.all('link')).not.toContain('Sign in again');
  expect(theirs.all('button')).not.toContain('Discard');
  await expectUnchanged(azure, cluster, 1);
});

test('sends nothing more once the person discards what waits for a sign-in', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, demanding());
  const asked = await expectBecomes(ada, await ask(ada, cluster), 'Sign-in needed');

  const discarded = await ada.press(asked, 'Discard');

  const words = ['Nothing was changed.'];
  await expectBecomes(ada, discarded, 'Cancelled', words);
  await expectUnchanged(azure, cluster, 1);
});

test('asks to sign in again when Azure takes the token for expired, says what may be wrong, and goes on', async ({
  azure,
}) => {
  const { operator, cluster } = await azure.seed();
  const body = {
    error: { code: 'ExpiredAuthenticationToken', message: 'The access token has expired.' },
  };
  await azure.fault(cluster, { method: 'PUT', times: 1, do: { answer: { status: 401, body } } });
  const ada = await signInOverHttp(operator);
  const words = ['Azure takes your sign-in for expired', 'its clock may be wrong'];
  const asked = await expectBecomes(ada, await ask(ada, cluster), 'Sign-in needed', words);
  await expectUnchanged(azure, cluster, 1);

  await expectBecomes(ada, await signInAgain(ada, asked, operator), 'Done');
  await expectAdded(azure, cluster, 2);
});

test('keeps what was typed when Azure asks for a sign-in at the review', async ({
  azure,
  page,
  enterHere,
}) => {
  const { operator, subscription, cluster } = await enterHere();
  await page.goto(cluster.path);
  await expectAddressKnown(page);
  await page.getByRole('textbox', { name: 'Add ranges' }).fill(wanted);
  await azure.control.editSubscription(subscription.id, {
    challenges: [{ ...secondFactor, on: 'every-request' }],
  });
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Sign-in needed' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Add ranges' })).toHaveValue(wanted);

  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Sign in again' }).click();
  const other = await opened;
  await pick(other, operator);
  await expect(shownEntries(other)).toHaveText(standing);
  await other.close();

  await page.getByRole('button', { name: 'Review changes' }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(shownChange(page)).toContainText('Done');
  await expectAdded(azure, cluster, 1);
});
