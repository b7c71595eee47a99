import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { expiriesOf } from '#lib/changes/expiry';
import { type ChangeRow, newRow } from '#lib/changes/row';
import { asked, batchRow, clusterId } from '#lib/changes/test-kit';
import { clusterKey } from '#lib/clusters/resource-id';
import { everyLedger } from './test-ledgers.ts';

const now = Date.UTC(2026, 10, 2, 14, 30);

for (const [kind, open] of everyLedger()) {
  describe(`what is to happen at its time, in ${kind}`, () => {
    test('is found by its cluster from the first, and due when its time has come', async () => {
      const { ledger, key, row } = await scheduled();
      expect(await ledger.queue(key)).toEqual({ rows: [row], unread: 0 });
      expect(await ledger.due(now + 59_999)).not.toContain(key);
      expect(await ledger.due(now + 60_000)).toContain(key);
    });

    test('is looked at again where it asks its author, at the time that it says', async () => {
      const { ledger, key, row } = await scheduled();
      const asks = { ...row, state: 'needs-confirmation', wakeAt: undefined } as const;
      await ledger.save([asks]);
      expect((await ledger.queue(key)).rows).toEqual([]);
      await ledger.save([{ ...asks, version: 2, wakeAt: now + 1000 }]);
      expect((await ledger.queue(key)).rows).toMatchObject([{ id: row.id }]);
      expect(await ledger.due(now + 999)).not.toContain(key);
      expect(await ledger.due(now + 1000)).toContain(key);
    });

    test('is recorded with what it follows, or not at all', async () => {
      const { ledger, key, row, lent } = await scheduled();
      expect(row.seq).toBeLessThan(lent.seq);
      const again = { ...lent, id: randomUUID() };
      const second = expiriesOf(again, randomUUID);
      expect(second).toHaveLength(1);
      expect(await ledger.insert(again, second)).toEqual(lent);
      expect((await ledger.onCluster(key, 9)).map(({ id }) => id)).toEqual([lent.id, row.id]);
    });

    test('is told of the clusters that are asked for, once there is something to take out', async () => {
      const { ledger, key, row } = await scheduled();
      expect(await ledger.endingOn([key])).toEqual([]);
      await ledger.save([{ ...row, countsFrom: now }]);
      const { id, intents, startsAt } = row;
      const ends = [{ id, clusterKey: key, intents, startsAt }];
      expect(await ledger.endingOn([key])).toMatchObject(ends);
      await ledger.save([{ ...row, version: 2, countsFrom: now, state: 'needs-sign-in' }]);
      expect(await ledger.endingOn([key, 'elsewhere'])).toMatchObject(ends);
      expect(await ledger.endingOn(['elsewhere'])).toEqual([]);
      await ledger.save([{ ...row, version: 3, countsFrom: now, state: 'cancelled' }]);
      expect(await ledger.endingOn([key])).toEqual([]);
    });

    test('is work that its author’s right is kept for, and not cancelled with what batches hold', async () => {
      const { ledger, key, row } = await scheduled();
      const batch = { id: randomUUID(), place: 0 };
      const { grantId, clusterId } = row;
      const held = newRow(randomUUID(), asked({ grantId, clusterId }), [], now);
      await ledger.insert({ ...held, state: 'held', batch });
      expect((await ledger.queue(key)).rows).toEqual([row]);
      expect(await ledger.cancelHeld({ grantId }, now)).toEqual([batch.id]);
      expect(await ledger.unfinishedOf(grantId)).toEqual([row]);
      expect(await ledger.grantsAtWork()).toContain(grantId);
    });

    test('begins with a batch, is heard of, and goes with what that cancels before it has begun', async () => {
      const ledger = open();
      const grantId = randomUUID();
      const batch = batchRow({ grantId });
      await ledger.insertBatch(batch);
      const places = [0, 1].map((place) => {
        const about = { ...clusterId, name: `aks-${batch.id}-${place}` };
        const request = asked({ clusterId: about, grantId, keepForSeconds: 60 });
        const lent = newRow(randomUUID(), { ...request, idempotencyKey: randomUUID() }, [], now);
        const part = { batch: { id: batch.id, place } };
        return { ...lent, ...part, state: place === 0 ? 'applying' : 'held' } as const;
      });
      const heard: string[] = [];
      let gaps = 0;
      const stop = await ledger.listen(
        ({ id, state, batch: of }) => heard.push(`${id} ${state} ${of?.place}`),
        () => gaps++,
      );
      const add = places.flatMap((lent) => [...expiriesOf(lent, randomUUID), lent]);
      expect(await ledger.saveBatch({ ...batch, state: 'running', startedAt: now }, { add })).toBe(
        true,
      );
      expect(await ledger.cancelHeld({ batchId: batch.id }, now + 1)).toEqual([batch.id]);
      const [goesOn, goes] = await Promise.all(
        places.map(async ({ clusterKey: at }) => {
          const rows = await ledger.onCluster(at, 9);
          return rows.find(({ expiryOf }) => expiryOf !== undefined);
        }),
      );
      expect(goesOn).toMatchObject({ state: 'held', version: 1, startsAt: now + 60_000 });
      expect(goes).toMatchObject({ state: 'cancelled', version: 2, spared: 'not-added' });
      expect(goes?.stateSince).toBe(now + 1);
      await vi.waitFor(() =>
        expect(heard).toEqual(
          expect.arrayContaining([
            `${goesOn?.id} held undefined`,
            `${goes?.id} cancelled undefined`,
            `${places[1]?.id} cancelled 1`,
          ]),
        ),
      );
      expect(gaps).toBe(0);
      await stop();
    });

    test('is not what waits for its author: of that each is told, of a batch the first', async () => {
      const { ledger, row } = await scheduled();
      const { grantId, clusterId } = row;
      const batch = { id: randomUUID(), place: 0 };
      const record = (about: Partial<ChangeRow>) =>
        ledger.insert({
          ...newRow(randomUUID(), asked({ grantId, clusterId }), [], now),
          idempotencyKey: randomUUID(),
          ...about,
        });
      const first = await record({ state: 'needs-sign-in', batch });
      await record({ state: 'needs-confirmation', batch: { ...batch, place: 1 } });
      await record({ state: 'applying' });
      await record({ state: 'needs-sign-in', grantId: randomUUID() });
      const alone = await record({ state: 'needs-confirmation' });
      expect(await ledger.parkedOf(grantId, 9)).toEqual([first, alone]);
      expect(await ledger.parkedOf(grantId, 1)).toEqual([first]);
    });

    /** One that takes something out in a minute. */
    async function scheduled() {
      const ledger = open();
      const place = { ...clusterId, name: `aks-${randomUUID()}` };
      const request = asked({ clusterId: place, grantId: randomUUID(), keepForSeconds: 60 });
      const lending = { ...newRow(randomUUID(), request, [], now), state: 'refused' } as const;
      const lent = await ledger.insert(lending, expiriesOf(lending, randomUUID));
      const key = clusterKey(place);
      const [row] = (await ledger.queue(key)).rows;
      if (!row) throw new Error('nothing ends');
      return { ledger, key, row, lent };
    }
  });
}
