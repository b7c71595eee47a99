import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ChangeEvent, LedgerStore } from '#lib/changes/ports';
import { type ChangeRow, newRow } from '#lib/changes/row';
import { anna, asked, ben, clusterId } from '#lib/changes/test-kit';
import { moveTo } from '#lib/changes/transitions';
import { clusterKey } from '#lib/clusters/resource-id';
import { openStore } from '#lib/store/store';
import { freshDatabase } from '#lib/store/test-server';
import { postgresLedger } from './ledger.ts';
import { everyLedger } from './test-ledgers.ts';

let clusters = 0;

/** Of a lease: it was over before it began. */
const ranOut = -1;

const kinds = everyLedger();

for (const [kind, open] of kinds) {
  describe(`the ledger in ${kind}`, () => {
    let ledger: LedgerStore;
    let place: typeof clusterId;
    let key: string;
    const now = Date.UTC(2026, 10, 2, 14, 30);

    beforeEach(() => {
      clusters += 1;
      ledger = open();
      place = { ...clusterId, name: `aks-${clusters}` };
      key = clusterKey(place);
    });

    const record = (about: Partial<ChangeRow> = {}) =>
      ledger.insert({ ...newRow(randomUUID(), asked({ clusterId: place }), [], now), ...about });

    test('gives back what was put in, in order of arrival', async () => {
      const [first, second] = [await record(), await record({ reason: 'new office' })];
      expect(await ledger.find(second.id)).toEqual(second);
      expect(second.reason).toBe('new office');
      expect((await ledger.queue(key)).rows.map(({ id }) => id)).toEqual([first.id, second.id]);
      expect((await ledger.onCluster(key, 1)).map(({ id }) => id)).toEqual([second.id]);
    });

    test('gives back all of a row that begins in the midst of its life, as it was put in', async () => {
      const row = await record({
        reason: `Anna's "office" \\ $1`,
        state: 'waiting',
        wakeAt: now + 1000,
        puts: [now - 2000, now - 1000],
        batch: { id: randomUUID(), place: 3 },
      });
      expect(await ledger.find(row.id)).toEqual(row);
      expect(await ledger.putsSince(key, now - 1500)).toEqual([now - 1000]);
    });

    test('records once per grant and idempotency key', async () => {
      const first = await record({ idempotencyKey: 'double click' });
      const again = await record({ idempotencyKey: 'double click' });
      const other = await record({ idempotencyKey: 'double click', grantId: ben });
      expect(again.id).toBe(first.id);
      expect(other.id).not.toBe(first.id);
      expect((await ledger.queue(key)).rows).toHaveLength(2);
    });

    test('lets only the first of two transitions of one version through', async () => {
      const row = await record();
      expect(await ledger.save([moveTo(row, 'cancelled', now)])).toMatchObject({
        saved: [{ version: 2, state: 'cancelled' }],
      });
      expect(await ledger.save([moveTo(row, 'reading', now)])).toEqual({ why: 'moved' });
      expect(await ledger.find(row.id)).toMatchObject({ state: 'cancelled', version: 2 });
    });

    test('stores several transitions or none', async () => {
      const [first, second] = [await record(), await record()];
      await ledger.save([moveTo(second, 'cancelled', now)]);
      const both = [moveTo(first, 'reading', now), moveTo(second, 'reading', now)];
      expect(await ledger.save(both)).toEqual({ why: 'moved' });
      expect(await ledger.find(first.id)).toMatchObject({ state: 'queued' });
    });

    test('gives a lease to one holder at a time, and a greater fence to each', async () => {
      const first = await ledger.takeLease(key, 30_000);
      expect(await ledger.takeLease(key, 30_000)).toBeUndefined();
      if (first) await ledger.renewLease(first, ranOut);
      const second = await ledger.takeLease(key, 30_000);
      expect(second?.fence).toBeGreaterThan(first?.fence ?? Number.POSITIVE_INFINITY);
    });

    test('refuses the late write of a holder that was paused', async () => {
      const row = await record();
      const paused = await ledger.takeLease(key, ranOut);
      const next = await ledger.takeLease(key, 30_000);
      const late = moveTo(row, 'sending', now + 32_000);
      expect(await ledger.save([late], paused)).toEqual({ why: 'fenced' });
      expect(await ledger.find(row.id)).toMatchObject({ state: 'queued', version: 1 });
      expect(await ledger.save([late], next)).toMatchObject({ saved: [{ state: 'sending' }] });
    });

    test('neither renews nor releases the lease of the next holder', async () => {
      const first = await ledger.takeLease(key, ranOut);
      const second = await ledger.takeLease(key, 30_000);
      if (!first || !second) throw new Error('no lease');
      expect(await ledger.renewLease(first, 99_000)).toBe(false);
      await ledger.releaseLease(first);
      expect(await ledger.renewLease(second, 99_000)).toBe(true);
      await ledger.releaseLease(second);
      expect((await ledger.takeLease(key, 30_000))?.fence).toBeGreaterThan(second.fence);
    });

    test('finds the clusters where something is due that nobody holds', async () => {
      const isDue = async (at: number) => (await ledger.due(at)).includes(key);
      expect(await isDue(now)).toBe(false);
      const row = await record({ state: 'waiting', wakeAt: now + 5000 });
      expect(await isDue(now + 4999)).toBe(false);
      expect(await isDue(now + 5000)).toBe(true);

      const hold = await ledger.takeLease(key, 30_000);
      // Whoever asks may have another clock.
      for (const ahead of [0, 60_000, 3_600_000])
        expect(await isDue(now + 5000 + ahead)).toBe(false);
      if (hold) await ledger.renewLease(hold, ranOut);
      expect(await isDue(now + 5000)).toBe(true);
      if (hold) await ledger.releaseLease(hold);
      expect(await isDue(now + 5000)).toBe(true);

      await ledger.save([moveTo(row, 'needs-confirmation', now)]);
      expect(await isDue(now + 99_000)).toBe(false);
    });

    test('knows what has not ended, by grant', async () => {
      const grantId = randomUUID();
      const row = await record({ grantId });
      await record();
      expect(await ledger.unfinishedOf(grantId)).toEqual([row]);
      expect(await ledger.grantsAtWork()).toContain(grantId);
      await ledger.save([moveTo(row, 'done', now)]);
      expect(await ledger.unfinishedOf(grantId)).toEqual([]);
      expect(await ledger.grantsAtWork()).not.toContain(grantId);
    });

    test('finds what one grant has done on one cluster, the newest first', async () => {
      const [first, second] = [await record({ state: 'done' }), await record({ state: 'done' })];
      await record({ state: 'cancelled' });
      await record({ state: 'done', grantId: ben });
      await record({ state: 'done', clusterKey: `${key}-2` });
      const idsOf = async (limit: number) =>
        (await ledger.doneOf(key, anna, limit)).map(({ id }) => id);
      expect(await idsOf(5)).toEqual([second.id, first.id]);
      expect(await idsOf(1)).toEqual([second.id]);
    });

    test('finds what has moved since then, whatever it is', async () => {
      await record({ stateSince: now - 1 });
      const moved = await record({ state: 'refused', grantId: ben, stateSince: now });
      await record({ clusterKey: `${key}-2`, stateSince: now });
      expect((await ledger.movedSince(key, now)).rows.map(({ id }) => id)).toEqual([moved.id]);
    });

    test('finds the clusters that something was sent to since then, with the last move of each', async () => {
      await record({ state: 'done', stateSince: now - 1 });
      await record({ state: 'done', clusterKey: `${key}-2`, stateSince: now + 1 });
      await record({ state: 'applying', clusterKey: `${key}-2`, stateSince: now + 2 });
      await record({ state: 'refused', clusterKey: `${key}-3`, stateSince: now + 3 });
      await record({ state: 'queued', clusterKey: `${key}-4`, stateSince: now + 4 });
      await record({ state: 'done', clusterKey: `${key}-5`, grantId: ben, stateSince: now + 5 });
      const landed = await ledger.landedSince(now, anna);
      const here = landed.filter(({ clusterKey }) => clusterKey.startsWith(key));
      expect(here.sort((a, b) => a.at - b.at)).toEqual([
        { clusterKey: `${key}-2`, at: now + 2, ownAt: now + 1 },
        { clusterKey: `${key}-5`, at: now + 5 },
      ]);
    });

    test('finds who asked for a range, by whatever intent, and no one else', async () => {
      const range = '81.2.69.9/32';
      const wanting = [
        await record({ intents: [{ do: 'add', range }] }),
        await record({ intents: [{ do: 'restrict', ranges: ['73.140.245.0/24', range] }] }),
        await record({ intents: [{ do: 'put-back', entry: range }], grantId: ben }),
        await record({ intents: [{ do: 'put-back', entry: '81.2.69.9' }] }),
      ];
      await record({ intents: [{ do: 'remove', entry: range }] });
      await record({ intents: [{ do: 'add', range: '81.2.69.90/32' }] });
      await record({ intents: [{ do: 'add', range }], clusterKey: `${key}-2` });
      const { rows: found } = await ledger.askedFor(key, range);
      expect(found.map(({ id }) => id).sort()).toEqual(wanting.map(({ id }) => id).sort());
    });

    test('remembers when PUTs were sent', async () => {
      await record({ puts: [now - 5000, now - 1000] });
      await record({ puts: [now - 500] });
      expect([...(await ledger.putsSince(key, now - 1000))].sort()).toEqual([
        now - 1000,
        now - 500,
      ]);
    });

    test('forgets only what ended long enough ago', async () => {
      const old = await record({ state: 'done', stateSince: now - 2000 });
      const young = await record({ state: 'refused', stateSince: now });
      const parked = await record({ state: 'needs-sign-in', stateSince: now - 2000 });
      await ledger.purge(now - 1000);
      expect(await ledger.find(old.id)).toBeUndefined();
      expect(await ledger.find(young.id)).toBeDefined();
      expect(await ledger.find(parked.id)).toBeDefined();
      expect((await ledger.parkedSince(now - 1000)).map(({ id }) => id)).toContain(parked.id);
    });

    test('tells every listener of every stored transition', async () => {
      const heard: ChangeEvent[] = [];
      const stop = await ledger.listen((event) => heard.push(event));
      const row = await record({ grantId: anna });
      await ledger.save([moveTo(row, 'reading', now)]);
      await ledger.save([moveTo(row, 'cancelled', now)]);
      // A server tells on a connection of its own.
      await expect.poll(() => heard.length).toBe(2);
      await stop();
      await record();
      expect(heard.map(({ id, version, state }) => [id, version, state])).toEqual([
        [row.id, 1, 'queued'],
        [row.id, 2, 'reading'],
      ]);
    });
  });
}

test('hears on after an event that it cannot read, as from a newer release, and tells of the gap', async () => {
  const troubles: Error[] = [];
  const store = await openStore({ databaseUrl: await freshDatabase() }, (error) =>
    troubles.push(error),
  );
  onTestFinished(() => store.close());
  const ledger = postgresLedger(store, 'AzureCloud');
  const [gap, heard] = [Promise.withResolvers<void>(), Promise.withResolvers<ChangeEvent>()];
  await ledger.listen(heard.resolve, gap.resolve);
  await store.notify('changes', '{"id":"1","state":"of-a-newer-release"}');
  const row = await ledger.insert(newRow(randomUUID(), asked(), [], 0));
  expect(await heard.promise).toMatchObject({ id: row.id });
  await gap.promise;
  expect(troubles).toHaveLength(1);
});
