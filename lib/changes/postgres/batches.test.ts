import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { BatchPart } from '#lib/changes/batch/ports';
import type { BatchRow } from '#lib/changes/batch/row';
import type { ChangeEvent, LedgerStore } from '#lib/changes/ports';
import { type ChangeRow, newRow } from '#lib/changes/row';
import { tallyOf } from '#lib/changes/shown/batch-outcomes';
import { asked, batchRow, changesOfBatch, clusterId } from '#lib/changes/test-kit';
import { moveTo } from '#lib/changes/transitions';
import { everyLedger } from './test-ledgers.ts';

const now = Date.UTC(2026, 10, 2, 14, 30);
const draft = { view: 'q=shop', clusters: [], add: ['81.2.69.142/32'], remove: [] };

describe.each(everyLedger())('the batches in %s', (_, open) => {
  let ledger: LedgerStore;
  let batch: BatchRow;

  beforeEach(async () => {
    ledger = open();
    batch = batchRow({ draft, createdAt: now });
    await ledger.insertBatch(batch);
  });

  const held = (place: number, about: Partial<ChangeRow> = {}): ChangeRow => {
    const id = { ...clusterId, name: `aks-${batch.id}-${place}` };
    const row = newRow(randomUUID(), asked({ clusterId: id, grantId: batch.grantId }), [], now);
    return { ...row, state: 'held', batch: { id: batch.id, place }, ...about };
  };
  const start = async (...add: readonly ChangeRow[]): Promise<BatchRow> => {
    const running: BatchRow = { ...batch, state: 'running', startedAt: now };
    expect(await ledger.saveBatch(running, { add })).toBe(true);
    return { ...running, version: 2 };
  };

  test('gives back what was put in', async () => {
    expect(await ledger.findBatch(batch.id)).toEqual(batch);
    expect(await ledger.findBatch(randomUUID())).toBeUndefined();
    const stopped = { because: 'first', failure: { code: 'locked', scopes: ['/'] } } as const;
    const next = { ...batch, state: 'stopped', startedAt: now, forgiven: ['a'] } as const;
    await ledger.saveBatch({
      ...next,
      forgiven: ['a'],
      stopped: { ...stopped, failure: { code: 'locked', scopes: ['/'] } },
    });
    expect(await ledger.findBatch(batch.id)).toEqual({ ...next, version: 2, stopped });
  });

  test('records hundreds of changes at once, in the order of their places', async () => {
    const rows = Array.from({ length: 1100 }, (_, place) => held(place));
    await start(...rows);
    const found = await changesOfBatch(ledger, batch.id);
    expect(found.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(found[7]).toMatchObject({ state: 'held', batch: { id: batch.id, place: 7 } });
    expect(found[7]?.seq).toBeGreaterThan(0);
  });

  test('keeps what is held out of every queue, and counts it as unfinished', async () => {
    const row = held(0);
    await start(row);
    expect(await ledger.queue(row.clusterKey)).toMatchObject({ rows: [] });
    expect(await ledger.due(now)).not.toContain(row.clusterKey);
    expect(await ledger.unfinishedOf(batch.grantId)).toMatchObject([{ id: row.id }]);
    // Held for a week, it ends as what is parked does.
    const left = (await ledger.parkedSince(now + 1)).map(({ id }) => id);
    expect(left).toContain(row.id);
    expect((await ledger.parkedSince(now)).map(({ id }) => id)).not.toContain(row.id);
  });

  test('lets go in one save, and lets only the first of two savers through', async () => {
    const rows = [held(0), held(1)];
    const running = await start(...rows);
    const move = (await changesOfBatch(ledger, batch.id)).map((row) =>
      moveTo(row, 'queued', now + 5, { wantedSince: now + 5 }),
    );
    expect(await ledger.saveBatch(running, { move })).toBe(true);
    expect(await ledger.saveBatch(running, { move })).toBe(false);
    for (const row of rows) {
      expect(await ledger.find(row.id)).toMatchObject({
        state: 'queued',
        version: 2,
        stateSince: now + 5,
        wantedSince: now + 5,
        batch: row.batch,
      });
      expect(await ledger.due(now)).toContain(row.clusterKey);
    }
  });

  test('stores nothing when somebody has moved one of the changes', async () => {
    const rows = [held(0), held(1)];
    const running = await start(...rows);
    const found = await changesOfBatch(ledger, batch.id);
    const [first] = found;
    if (!first) throw new Error('no change');
    await ledger.save([moveTo(first, 'cancelled', now)]);
    const move = found.map((row) => moveTo(row, 'queued', now));
    expect(await ledger.saveBatch(running, { move, add: [held(2)] })).toBe(false);
    expect((await changesOfBatch(ledger, batch.id)).map(({ state }) => state)).toEqual([
      'cancelled',
      'held',
    ]);
    expect(await ledger.findBatch(batch.id)).toEqual(running);
  });

  test('counts only the newest change of each place', async () => {
    const failure = { code: 'locked' as const, scopes: ['/'] };
    const refused = held(0, { state: 'refused', failure });
    const running = await start(refused, held(1, { state: 'done' }), held(2), held(3));
    const work = await ledger.workOfBatch(batch.id, now, 1);
    expect(work).toMatchObject({ atWork: 0, parked: 0, proven: true, next: [{ state: 'held' }] });
    expect(work.bad).toEqual([{ id: refused.id, place: 0, state: 'refused', failure }]);
    expect(work.next[0]?.batch?.place).toBe(2);
    const counts = { refused: 1, done: 1, held: 2 };
    const [listed] = await ledger.batchesOf(batch.grantId, { started: true });
    expect(listed).toMatchObject({ batch: { id: running.id, state: 'running' }, counts });
    expect((await ledger.progressOfBatch(batch.id)).counts).toEqual(counts);
    const again = held(0);
    await ledger.saveBatch(running, { add: [again] });
    const { bad, next } = await ledger.workOfBatch(batch.id, now, 9);
    expect(bad).toEqual([]);
    expect(next.map(({ batch: at }) => at?.place)).toEqual([0, 2, 3]);
    const after = tallyOf((await ledger.progressOfBatch(batch.id)).counts);
    expect(after).toMatchObject({ failed: 0, done: 1, held: 3, total: 4 });
    expect(await ledger.placesOfBatch(batch.id, { states: ['refused'] })).toMatchObject({
      rows: [],
    });
  });

  test('knows what is under way, parked, to be tried later, and whether Azure has carried one out', async () => {
    const wait = { code: 'cluster-busy', since: 1 } as const;
    await start(
      held(0, { state: 'applying', wakeAt: now + 9 }),
      held(1, { state: 'needs-sign-in' }),
      held(2, { state: 'done', alreadySo: true }),
      held(3, { state: 'cancelled' }),
      held(4, { wait, wakeAt: now + 1 }),
      held(5, { wait, wakeAt: now }),
      held(6),
      held(7, { state: 'waiting', wait: { code: 'throttled', since: 1 }, wakeAt: now + 3 }),
    );
    const { next, ...work } = await ledger.workOfBatch(batch.id, now, 8);
    expect(work).toEqual({
      atWork: 2,
      later: 1,
      parked: 1,
      signIn: true,
      bad: [],
      proven: false,
      unread: 0,
    });
    expect(next.map(({ batch: each }) => each?.place)).toEqual([6, 5]);
    expect((await ledger.progressOfBatch(batch.id)).waitsUntil).toBe(now + 3);
  });

  test('gives a part of its places, in the order of the states that are asked for', async () => {
    await start(
      held(0, { state: 'done' }),
      held(1),
      held(2, { state: 'refused', failure: { code: 'stopped' } }),
      held(3),
      held(4, { state: 'cancelled' }),
    );
    const placesOf = async (part: BatchPart) =>
      (await ledger.placesOfBatch(batch.id, part)).rows.map((row) => row.batch?.place);
    const states = ['refused', 'held', 'done'] as const;
    expect(await placesOf({ states })).toEqual([2, 1, 3, 0]);
    expect(await placesOf({ states, limit: 2, offset: 1 })).toEqual([1, 3]);
    expect(await placesOf({ states, limit: 2, offset: 4 })).toEqual([]);
  });

  test('knows how long one takes by the last for which something was sent', async () => {
    const done: Partial<ChangeRow> = { state: 'done', wantedSince: now, puts: [now] };
    await start(
      ...Array.from({ length: 50 }, (_, at) => held(at + 1, { ...done, stateSince: now + 5_000 })),
      held(0, { ...done, stateSince: now + 900_000 }),
      held(51, { ...done, stateSince: now, puts: [], alreadySo: true }),
    );
    expect((await ledger.progressOfBatch(batch.id)).usualMs).toBeCloseTo(5_000);
    expect(await ledger.progressOfBatch(randomUUID())).toEqual({ counts: {}, usualMs: undefined });
  });

  test('cancels all that is held in one act, of a batch or of a grant, and tells of each', async () => {
    const events: ChangeEvent[] = [];
    const stop = await ledger.listen((event) => void events.push(event));
    const running = await start(held(0), held(1, { state: 'applying' }), held(2));
    const found = await changesOfBatch(ledger, batch.id);
    events.length = 0;
    expect(await ledger.cancelHeld({ batchId: batch.id }, now + 5)).toEqual([batch.id]);
    const after = await changesOfBatch(ledger, batch.id);
    expect(after).toEqual(
      found.map((row) =>
        row.state === 'held' ? { ...moveTo(row, 'cancelled', now + 5), version: 2 } : row,
      ),
    );
    const cancelled = () => events.filter(({ state }) => state === 'cancelled');
    await expect.poll(() => cancelled().length).toBe(2);
    await stop();
    expect(cancelled()).toMatchObject([
      { version: 2, batch: { id: batch.id, place: 0 } },
      { version: 2, batch: { id: batch.id, place: 2 } },
    ]);
    // Whoever had read it to let it go is told that it has moved.
    const move = found.slice(0, 1).map((row) => moveTo(row, 'queued', now));
    expect(await ledger.saveBatch(running, { move })).toBe(false);

    await ledger.saveBatch(running, { add: [held(3)] });
    expect(await ledger.cancelHeld({ grantId: randomUUID() }, now)).toEqual([]);
    expect(await ledger.cancelHeld({ grantId: batch.grantId }, now)).toEqual([batch.id]);
    expect(await ledger.unfinishedOf(batch.grantId)).toMatchObject([{ state: 'applying' }]);
  });

  test('knows which are running', async () => {
    expect(await ledger.runningBatches()).not.toContain(batch.id);
    const running = await start();
    expect(await ledger.runningBatches()).toContain(batch.id);
    await ledger.saveBatch({ ...running, state: 'over' });
    expect(await ledger.runningBatches()).not.toContain(batch.id);
  });

  test('forgets an old batch with the last of its changes', async () => {
    const running = await start(held(0, { state: 'done', stateSince: now }));
    await ledger.purge(now);
    expect(await ledger.findBatch(batch.id)).toEqual(running);
    await ledger.purge(now + 1);
    expect(await ledger.findBatch(batch.id)).toBeUndefined();
  });

  test('tells of a batch that was stored, and of each change that came or moved', async () => {
    const events: ChangeEvent[] = [];
    const batches: string[] = [];
    const stop = await ledger.listen(
      (event) => event.grantId === batch.grantId && events.push(event),
      undefined,
      (id) => batches.push(id),
    );
    const running = await start(held(0));
    const move = (await changesOfBatch(ledger, batch.id)).map((row) => moveTo(row, 'queued', now));
    await ledger.saveBatch(running, { move });
    // A server tells on a connection of its own.
    await expect.poll(() => batches.filter((id) => id === batch.id).length).toBe(2);
    await expect.poll(() => events.length).toBe(2);
    await stop();
    expect(events).toMatchObject([
      { version: 1, state: 'held', batch: { id: batch.id, place: 0 } },
      { version: 2, state: 'queued', clusterKey: move[0]?.clusterKey },
    ]);
  });
});
