import { ask, expectBecomes, wanted } from '../outside/changes.ts';
import { standing } from '../outside/setups.ts';
import { expectAdded, expectUnchanged } from './fixtures/asking.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter, expectSignedOut, signInOverHttp } from './fixtures/over-http.ts';

/** A change waits for another operation on the cluster. */
const busy = oneCluster({ behaviour: { running: { ends: 'when-told' } } });
const question = 'A change of yours is still under way';

test('asks about a change under way, and finishes it after the sign-out', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, busy);
  await expectBecomes(ada, await ask(ada, cluster), 'Waiting');
  const asked = await ada.press(await ada.open('/clusters'), 'Sign out');
  expect(asked.all('heading')).toContain(question);

  const out = await ada.press(asked, 'Finish it, then forget me');
  expect(out.all('link')).toContain('Sign in');
  await expectSignedOut(ada);
  await azure.finish(cluster);

  await expect
    .poll(() => azure.entriesOf(cluster), { timeout: 40_000 })
    .toEqual([...standing, wanted]);
  await expectAdded(azure, cluster, 1);
});

test('cancels a change under way when asked to, and never sends it', async ({ azure }) => {
  const { operator, cluster, ada } = await enter(azure, busy);
  const change = await ask(ada, cluster);
  await expectBecomes(ada, change, 'Waiting');
  const asked = await ada.press(await ada.open('/clusters'), 'Sign out');

  await ada.press(asked, 'Cancel it and sign out');
  await expectSignedOut(ada);
  await azure.finish(cluster);

  const again = await signInOverHttp(operator);
  await expectBecomes(again, change, 'Cancelled', ['Nothing was changed.']);
  await expectUnchanged(azure, cluster, 0);
});

test('lets the person stay, with the change as it was', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, busy);
  const change = await ask(ada, cluster);
  await expectBecomes(ada, change, 'Waiting');
  const asked = await ada.press(await ada.open('/clusters'), 'Sign out');
  expect(asked.all('heading')).toContain(question);
  expect(asked.all('link')).toContainEqual(expect.stringContaining(`Add ${wanted}`));

  const stayed = await ada.follow(asked, 'Stay signed in');

  expect(stayed.path).toBe('/clusters');
  expect(stayed.all('cluster', 'Clusters')).toEqual([cluster.name]);
  await expectBecomes(ada, change, 'Waiting');
  await expectUnchanged(azure, cluster, 0);
});
