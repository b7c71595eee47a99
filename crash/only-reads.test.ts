import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAzure } from '../outside/azure.ts';
import { draftOfAll, planFor } from '../outside/batches.ts';
import { apply, ask, expectBatch, expectBecomes, review, wanted } from '../outside/changes.ts';
import { clusters, oneCluster, standing } from '../outside/setups.ts';
import type { Sheet } from '../outside/sheet.ts';
import { type Postgres, startPostgres } from '../scripts/lib/postgres.ts';
import { enterAt } from './asking.ts';
import { makeTestbed, type Server } from './server.ts';

const testbed = makeTestbed();
const { azure } = createAzure(testbed.emulatorUrl);

let postgres: Postgres;
let writes: Server;
/** Another process on the same database, which takes nothing from it, as from a standby or a full disk. */
let reads: Server;
beforeAll(async () => {
  postgres = await startPostgres();
  const url = new URL(postgres.url);
  url.searchParams.set('options', '-c default_transaction_read_only=on');
  const own = { DATABASE_URL: postgres.url, SESSION_KEYS: randomBytes(32).toString('base64') };
  const onlyReading = { ...own, DATABASE_URL: url.href };
  writes = await testbed.server({ own, store: 'none' });
  reads = await testbed.server({ own: onlyReading, store: 'none', publicUrl: writes.publicUrl });
  await writes.start();
  await reads.start();
});
afterAll(async () => {
  await testbed.close();
  await postgres.remove();
});

function expectRefused(page: Sheet): void {
  expect(page.text).toContain('Nothing can be recorded right now');
  expect(page.text).toContain('Press again in a minute.');
}

test('refuses an answer to what a change asks, and keeps what was ticked', async () => {
  const failed = oneCluster({ provisioningState: 'Failed' });
  const { ada, cluster } = await enterAt(writes, azure, failed);
  const asked = await expectBecomes(ada, await ask(ada, cluster), 'Needs confirmation');
  const question = 'The last operation on this cluster did not succeed';

  const refused = await ada.at(reads).press(asked, 'Go on', { tick: [question] });
  expectRefused(refused);
  expect(refused.part('Change')).toContain('Needs confirmation');
  expect(refused.ticked()).toEqual([expect.stringContaining(question)]);
  expectRefused(await ada.at(reads).press(asked, 'Discard'));
  expect(await azure.putsOf(cluster)).toEqual([]);

  await expectBecomes(ada, await ada.press(refused, 'Go on'), 'Done');
});

test('refuses to cancel a change that waits, which goes on waiting', async () => {
  const busy = oneCluster({ provisioningState: 'Updating' });
  const { ada, cluster } = await enterAt(writes, azure, busy);
  const waits = await expectBecomes(ada, await ask(ada, cluster), 'Waiting');

  const refused = await ada.at(reads).press(waits, 'Cancel');
  expectRefused(refused);
  expect(refused.part('Change')).toContain('Waiting');
  await expectBecomes(ada, await ada.press(refused, 'Cancel'), 'Cancelled');
});

test('refuses to undo, and to add again what others have lost', async () => {
  const { ada, cluster } = await enterAt(writes, azure, oneCluster());
  const done = await apply(ada, await review(ada, cluster));
  expectRefused(await ada.at(reads).press(done, 'Undo'));

  await azure.edit(cluster, { authorizedIPRanges: standing });
  const lost = await ada.open(cluster.path);
  expectRefused(await ada.at(reads).press(lost, 'Add again'));
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});

test('begins, edits, starts and undoes no batch, and keeps what was chosen', async () => {
  const listedAndOpen = clusters(
    { name: 'aks-a', entries: standing },
    { name: 'aks-open', entries: [] },
  );
  const { ada, clusters: all } = await enterAt(writes, azure, listedAndOpen);
  const reader = ada.at(reads);
  expectRefused(await reader.press(await ada.open('/clusters'), 'Change all '));
  const found = await ada.open(`/clusters/hygiene?find=${encodeURIComponent(standing[0] ?? '')}`);
  expectRefused(await reader.press(found, 'Remove it there'));

  const typed = { fill: { 'Add ranges': wanted } };
  const unplanned = await reader.press(await draftOfAll(ada), 'Show the plan', typed);
  expectRefused(unplanned);
  expect(unplanned.value('Add ranges')).toBe(wanted);

  const agreed = { fill: { Reason: 'new office' }, tick: ['include 1 cluster'] };
  const plan = await planFor(ada, wanted);
  const refused = await reader.press(plan, 'Start with one cluster', agreed);
  expectRefused(refused);
  expect(refused.value('Reason')).toBe('new office');
  expect(refused.ticked()).toEqual([expect.stringContaining('include 1 cluster')]);
  expect((await Promise.all(all.map(azure.putsOf))).flat()).toEqual([]);

  const started = await ada.press(refused, 'Start with one cluster');
  const finished = await expectBatch(ada, started, 'Finished', ['2 of 2 done']);
  expectRefused(await reader.press(finished, 'Undo on 2 clusters…'));
});

test('leaves no cluster out of a plan, which stays as it is', async () => {
  const both = clusters({ name: 'aks-a', entries: standing }, { name: 'aks-b', entries: standing });
  const { ada, subscription, clusters: all } = await enterAt(writes, azure, both);
  const scope = all[0]?.id ?? '';
  const locks = [{ name: 'freeze', level: 'ReadOnly', scope }] as const;
  await azure.control.editSubscription(subscription.id, { locks: [...locks] });
  const plan = await planFor(ada, wanted);
  const refused = await ada.at(reads).press(plan, 'Leave out 1 cluster');
  expectRefused(refused);
  expect(refused.text).toContain('2 to change');
  expect((await ada.press(refused, 'Leave out 1 cluster')).text).toContain('1 to change');
});

test('stops, goes on with and retries no batch, which stays as it is', async () => {
  const two = clusters({ name: 'aks-a', entries: standing }, { name: 'aks-b', entries: standing });
  const locked = { ...two, locks: [{ level: 'ReadOnly' as const }] };
  const { ada, clusters: all } = await enterAt(writes, azure, locked);
  const plan = await planFor(ada, wanted);
  const started = await ada.press(plan, 'Start with one cluster');
  const stopped = await expectBatch(ada, started, 'Stopped');

  for (const button of [
    'Try 1 cluster again',
    'Go on with the other one',
    'Cancel the other one',
  ]) {
    const refused = await ada.at(reads).press(stopped, button);
    expectRefused(refused);
    expect(refused.part('Batch')).toContain('0 of 2 done, 1 not done, 1 not started');
  }
  expect((await Promise.all(all.map(azure.putsOf))).flat()).toHaveLength(1);
});

test('says that it can keep no address, and sign nobody out', async () => {
  const { ada } = await enterAt(writes, azure, oneCluster());
  const reader = ada.at(reads);
  const address = await reader.open('/address');
  const kept = await reader.press(address, 'Use it', { fill: { 'public IPv4': '81.2.69.9' } });
  expect(kept.text).toContain('Nothing can be recorded right now');
  expect(kept.value('public IPv4')).toBe('81.2.69.9');

  const out = await reader.press(await reader.open('/clusters'), 'Sign out');
  expect(out).toMatchObject({ status: 503, body: expect.stringContaining('still signed in') });
  expect((await ada.open('/clusters')).text).toContain('Ada Operator');
});
