import type { Page } from 'playwright/test';
import {
  askToAdd,
  expectAdded,
  expectChange,
  expectUnchanged,
  standing,
  wanted,
} from './fixtures/asking.ts';
import { type Azure, expect, oneCluster, type Seeded, test } from './fixtures/index.ts';
import { expectNobody, sessionCookies, signOut } from './fixtures/session.ts';

type SignInAs = (operator: Seeded['operator']) => Promise<void>;

/** Somebody whose change waits for another operation on the cluster presses **Sign out**. */
async function signOutEarly(azure: Azure, page: Page, signInAs: SignInAs): Promise<Seeded> {
  const seeded = await azure.seed(
    oneCluster({ entries: standing, behaviour: { running: { ends: 'when-told' } } }),
  );
  await signInAs(seeded.operator);
  await askToAdd(page, seeded.cluster);
  await expectChange(page, 'Waiting');
  await signOut(page, seeded.operator);
  await expect(
    page.getByRole('heading', { name: 'A change of yours is still under way' }),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: `Add ${wanted}` })).toBeVisible();
  return seeded;
}

test('asks about a change under way, and finishes it after the sign-out', async ({
  azure,
  page,
  signInAs,
}) => {
  const { cluster } = await signOutEarly(azure, page, signInAs);

  await page.getByRole('button', { name: 'Finish them, then forget me' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await expectNobody(page);
  await azure.finish(cluster);

  await expect
    .poll(() => azure.entriesOf(cluster), { timeout: 40_000 })
    .toEqual([...standing, wanted]);
  await expectAdded(azure, cluster, 1);
});

test('cancels a change under way when asked to, and never sends it', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await signOutEarly(azure, page, signInAs);

  await page.getByRole('button', { name: 'Cancel them and sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await expectNobody(page);
  await azure.finish(cluster);

  await signInAs(operator);
  await page.goto(cluster.path);
  await page.getByRole('link', { name: `Add ${wanted}` }).click();
  await expectChange(page, 'Cancelled', ['It was cancelled; nothing was changed.']);
  await expectUnchanged(azure, cluster, 0);
});

test('lets the person stay, with the change as it was', async ({ azure, page, signInAs }) => {
  const { cluster } = await signOutEarly(azure, page, signInAs);

  await page.getByRole('link', { name: 'Stay signed in' }).click();

  await expect(page).toHaveURL('/clusters');
  expect(await sessionCookies(page)).toHaveLength(1);
  await page.goto(cluster.path);
  await expectChange(page, 'Waiting');
  await expectUnchanged(azure, cluster, 0);
});
