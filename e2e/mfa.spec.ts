import {
  askToAdd,
  expectAdded,
  expectChange,
  expectUnchanged,
  standing,
  wanted,
} from './fixtures/asking.ts';
import { expect, oneCluster, type Setup, test } from './fixtures/index.ts';
import { shownChange, shownEntries } from './fixtures/pages.ts';
import { expectAddressKnown, pick } from './fixtures/session.ts';

type Challenge = NonNullable<Setup['challenges']>[number];

/** As Azure words its demand for a second factor on writes. */
const secondFactor: Challenge = {
  claims: { access_token: { acrs: { essential: true, value: 'p1' } } },
  code: 'RequestDisallowedByPolicy',
  description: 'Users must use MFA for Create/Update operations.',
};

const demanding = (challenge: Partial<Challenge> = {}): Setup =>
  oneCluster({ entries: standing }, { challenges: [{ ...secondFactor, ...challenge }] });

const spellings = [
  { spelling: 'insufficient_claims', encoding: 'base64' },
  { spelling: 'invalid_token', encoding: 'unpadded' },
] as const;

for (const how of spellings) {
  test(`goes on by itself after the second factor that Azure asks for (${how.spelling}, ${how.encoding})`, async ({
    azure,
    page,
    signInAs,
  }) => {
    const { operator, cluster } = await azure.seed(demanding(how));
    await signInAs(operator);
    await askToAdd(page, cluster);
    await expectChange(page, 'Sign-in needed', [
      'Azure asks for a stronger or fresher sign-in for this, such as a second factor.',
    ]);
    await expectUnchanged(azure, cluster, 1);
    const here = page.url();

    await page.getByRole('link', { name: 'Sign in again' }).click();
    await expect(page.getByText('This needs another verification')).toBeVisible();
    await pick(page, operator);

    await expect(page).toHaveURL(here);
    await expectChange(page, 'Done');
    await expect(shownEntries(page)).toHaveText([...standing, wanted]);
    await expectAdded(azure, cluster, 2);
  });
}

test('asks for what Azure wants before it shows a cluster, and leads back to it', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(demanding({ on: 'every-request' }));
  await signInAs(operator);
  await page.goto(`${cluster.path}/add-my-ip`);

  await expect(page.getByRole('alert').filter({ hasText: 'Sign-in needed' })).toContainText(
    'a stronger or fresher sign-in',
  );
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await pick(page, operator);

  await expect(page).toHaveURL(`${cluster.path}/add-my-ip`);
  await page.goto(cluster.path);
  await expect(shownEntries(page)).toHaveText(standing);
});

test('gives a reason instead of asking for the same proof for ever', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  // Whatever the token proves: the address it is sent from is not a trusted one.
  const { claims } = secondFactor;
  await azure.fault(cluster, { method: 'PUT', do: { claims } });
  await signInAs(operator);
  await askToAdd(page, cluster);
  await expectChange(page, 'Sign-in needed');

  await page.getByRole('link', { name: 'Sign in again' }).click();
  await pick(page, operator);

  await expectChange(page, 'Refused', [
    'Signing in again did not help',
    'the address from which this console, not your browser, reaches Azure',
    'Ask your Entra administrator',
  ]);
  await expectUnchanged(azure, cluster, 2);
});

test('resumes nothing when somebody else signs in instead', async ({ azure, page, signInAs }) => {
  const { operator, colleagues, cluster } = await azure.seed({ ...demanding(), colleagues: 1 });
  const [colleague = operator] = colleagues;
  await signInAs(operator);
  await askToAdd(page, cluster);
  await expectChange(page, 'Sign-in needed');

  await page.getByRole('link', { name: 'Sign in again' }).click();
  await page.getByRole('link', { name: 'Use another account' }).click();
  await pick(page, colleague);

  // They may read the cluster, and so see the change; it is not theirs to go on with.
  await expect(page.getByRole('banner').getByText(colleague.displayName).first()).toBeVisible();
  await expectChange(page, 'Sign-in needed');
  await expect(page.getByRole('link', { name: 'Sign in again' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Discard' })).toHaveCount(0);
  await expectUnchanged(azure, cluster, 1);
});

test('sends nothing more once the person discards what waits for a sign-in', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(demanding());
  await signInAs(operator);
  await askToAdd(page, cluster);
  await expectChange(page, 'Sign-in needed');

  await page.getByRole('button', { name: 'Discard' }).click();

  await expectChange(page, 'Cancelled', ['It was cancelled; nothing was changed.']);
  await expectUnchanged(azure, cluster, 1);
});

test('asks to sign in again when Azure takes the token no more, and goes on', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  const body = {
    error: { code: 'ExpiredAuthenticationToken', message: 'The access token has expired.' },
  };
  await azure.fault(cluster, { method: 'PUT', times: 1, do: { answer: { status: 401, body } } });
  await signInAs(operator);
  await askToAdd(page, cluster);
  await expectChange(page, 'Sign-in needed', ['Your sign-in to Azure has ended.']);
  await expectUnchanged(azure, cluster, 1);

  await page.getByRole('link', { name: 'Sign in again' }).click();
  await pick(page, operator);

  await expectChange(page, 'Done');
  await expectAdded(azure, cluster, 2);
});

test('keeps what was typed when Azure asks for a sign-in at the review', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, subscription, cluster } = await azure.seed(oneCluster({ entries: standing }));
  await signInAs(operator);
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
