import { expectAdded, expectUnchanged, standing, wanted } from './fixtures/asking.ts';
import { ask, expectBecomes } from './fixtures/asking-over-http.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { expectSignedOut, signInOverHttp } from './fixtures/over-http.ts';
import { signOut } from './fixtures/session.ts';

/** A change waits for another operation on the cluster. */
const busy = oneCluster({ entries: standing, behaviour: { running: { ends: 'when-told' } } });
const question = 'A change of yours is still under way';

test('asks about a change under way, and finishes it after the sign-out', async ({ azure }) => {
  const { operator, cluster } = await azure.seed(busy);
  const ada = await signInOverHttp(operator);
  await expectBecomes(ada, await ask(ada, cluster), 'Waiting');
  const asked = await ada.press(await ada.open('/clusters'), 'Sign out');
  expect(asked.all('heading')).toContain(question);

  const out = await ada.press(asked, 'Finish them, then forget me');
  expect(out.all('link')).toContain('Sign in');
  await expectSignedOut(ada);
  await azure.finish(cluster);

  await expect
    .poll(() => azure.entriesOf(cluster), { timeout: 40_000 })
    .toEqual([...standing, wanted]);
  await expectAdded(azure, cluster, 1);
});

test('cancels a change under way when asked to, and never sends it', async ({ azure }) => {
  const { operator, cluster } = await azure.seed(busy);
  const ada = await signInOverHttp(operator);
  const change = await ask(ada, cluster);
  await expectBecomes(ada, change, 'Waiting');
  const asked = await ada.press(await ada.open('/clusters'), 'Sign out');

  await ada.press(asked, 'Cancel them and sign out');
  await expectSignedOut(ada);
  await azure.finish(cluster);

  const again = await signInOverHttp(operator);
  await expectBecomes(again, change, 'Cancelled', ['It was cancelled; nothing was changed.']);
  await expectUnchanged(azure, cluster, 0);
});

test('lets the person stay, with the change as it was', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(busy);
  const ada = await signInOverHttp(operator);
  const change = await ask(ada, cluster);
  await expectBecomes(ada, change, 'Waiting');
  await signInAs(operator);
  await page.goto('/clusters');
  await signOut(page, operator);
  await expect(page.getByRole('heading', { name: question })).toBeVisible();
  await expect(page.getByRole('link', { name: `Add ${wanted}` })).toBeVisible();

  await page.getByRole('link', { name: 'Stay signed in' }).click();

  await expect(page).toHaveURL('/clusters');
  await expect(page.getByRole('table', { name: 'Clusters' })).toBeVisible();
  await expectBecomes(ada, change, 'Waiting');
  await expectUnchanged(azure, cluster, 0);
});
