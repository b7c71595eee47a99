import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type ChangeRow, newRow } from '#lib/changes/row';
import { anna, asked, batchRow, ben, clusterId } from '#lib/changes/test-kit';
import { everyLedger } from './test-ledgers.ts';

const now = Date.UTC(2026, 10, 2, 14, 30);
const [before, after] = [['10.0.0.0/8'], ['10.0.0.0/8', '81.2.69.9/32']];
const range = '81.2.69.9/32';
const done = { state: 'done', before, after, puts: [now] } as const;
const sent: ChangeRow['sent'] = {
  before: [...before],
  target: [...after],
  pools: [],
  quoting: 'bare',
  bodyHash: '',
  correlationId: 'c',
  at: now,
  tries: 1,
};

describe.each(everyLedger())('what a batch has sent in %s', (_, open) => {
  const ledger = () => open();
  type Placed = Omit<Partial<ChangeRow>, 'puts'> & {
    readonly place?: number;
    readonly puts?: readonly number[];
  };
  const start = async (...changes: readonly Placed[]) => {
    const ways = { each: [], unsure: [] };
    const draft = { view: '', clusters: ['a'], add: [], remove: [], ways };
    const batch = batchRow({ draft, createdAt: now });
    const { id, grantId } = batch;
    const add = changes.map(({ place = 0, puts = [], ...about }): ChangeRow => {
      const cluster = { ...clusterId, name: `aks-${id}-${place}` };
      const row = newRow(randomUUID(), asked({ clusterId: cluster, grantId }), [], now);
      const rest = { puts: [...puts], batch: { id, place }, idempotencyKey: row.id };
      return { ...row, ...rest, ...about };
    });
    const store = ledger();
    await store.insertBatch(batch);
    await store.saveBatch({ ...batch, state: 'stopped', startedAt: now }, { add });
    return { store, id, grantId, add };
  };

  test('has the lists of what was carried out, and of the rest only that nobody knows', async () => {
    const unknown = { ...done, state: 'outcome-unknown' } as const;
    const { store, id, grantId, add } = await start(
      { ...done, place: 0, before: [...before], after: [...after], resourceUid: 'uid-9' },
      { ...unknown, place: 1, before: [...before], after: [...after] },
      { place: 1, state: 'done', before: [...after], after: [...after], alreadySo: true },
      { place: 2, state: 'done', before: [...after], after: [...after], alreadySo: true },
      { place: 3, state: 'refused', puts: [now] },
      { place: 4, state: 'held' },
      { ...done, place: 5, state: 'overtaken', before: [...before], after: [...after] },
      // Sent, answered 412, and so when it was read again.
      { ...done, place: 6, before: [...after], after: [...after], alreadySo: true },
    );
    const undos = await store.undosOf({ id, grantId });
    expect(undos).toEqual([]);
    const known = await store.sentByBatch(id, { after: -1, limit: 9, undos });
    expect(known.map(({ place, did }) => [place, did])).toEqual([
      [0, { before, after }],
      [1, undefined],
      [5, { before, after }],
      [6, undefined],
    ]);
    expect(known[0]).toMatchObject({ clusterKey: add[0]?.clusterKey, resourceUid: 'uid-9' });
    expect(await store.countCarriedOut(id, undos)).toBe(3);
    const some = await store.sentByBatch(id, { after: 0, limit: 1, undos });
    expect(some.map(({ place }) => place)).toEqual([1]);
  });

  test('leaves out what was taken back since, and names what has taken it back', async () => {
    const lists = { before: [...before], after: [...after] };
    const { store, id, grantId, add } = await start(
      { ...done, ...lists, place: 0 },
      { ...done, ...lists, place: 1 },
      { ...done, ...lists, place: 2 },
    );
    const undoes = { batch: id, since: now, intents: [] };
    const draft = { view: '', clusters: [], add: [], remove: [], undoes };
    const fresh = { grantId, version: 1, draft, forgiven: [], createdAt: now };
    const [undo, plan] = [randomUUID(), randomUUID()];
    for (const each of [undo, plan]) {
      await store.insertBatch({ ...fresh, id: each, state: 'draft' });
    }
    const states = ['done', 'held', 'overtaken'] as const;
    const back = add.map((row, place): ChangeRow => {
      const other = randomUUID();
      const about = { id: other, idempotencyKey: other, batch: { id: undo, place } };
      return { ...row, ...about, state: states[place] ?? 'done' };
    });
    const running = { ...fresh, id: undo, state: 'running', startedAt: now + 5 } as const;
    await store.saveBatch(running, { add: back });

    const undos = await store.undosOf({ id, grantId });
    expect(undos).toEqual([{ id: undo, startedAt: now + 5 }]);
    expect(await store.undosOf({ id, grantId: ben })).toEqual([]);
    expect(await store.countCarriedOut(id, undos)).toBe(1);
    const standing = await store.sentByBatch(id, { after: -1, limit: 9, undos });
    expect(standing.map(({ place }) => place)).toEqual([1]);
    const [first] = add;
    const again = { id: randomUUID(), idempotencyKey: 'again', batch: { id, place: 0 } };
    if (first) await store.insert({ ...first, ...again });
    expect(await store.countCarriedOut(id, undos)).toBe(2);
  });

  test('leaves out where that change alone was taken back since, at the first try or a later one', async () => {
    const lists = { before: [...before], after: [...after] };
    const { store, id, add } = await start(
      { ...done, ...lists, place: 0 },
      { ...done, ...lists, place: 1 },
      { ...done, ...lists, place: 2 },
      { ...done, ...lists, place: 3 },
    );
    const states = ['done', 'refused', 'done', 'done'] as const;
    for (const [place, { batch: _, ...row }] of add.entries()) {
      const of = place === 3 ? randomUUID() : row.id;
      const idempotencyKey = `undo ${of}${place === 2 ? ' 2' : ''}`;
      const state = states[place] ?? 'done';
      await store.insert({ ...row, id: randomUUID(), state, idempotencyKey });
    }
    expect(await store.countCarriedOut(id, [])).toBe(2);
    const standing = await store.sentByBatch(id, { after: -1, limit: 9, undos: [] });
    expect(standing.map(({ place }) => place)).toEqual([1, 3]);
  });

  test('judges what was tried again by the last try, also where that was taken back by itself', async () => {
    const lists = { before: [...before], after: [...after] };
    const { store, id, add } = await start(
      { ...lists, place: 0, state: 'failed', puts: [now] },
      { ...done, ...lists, place: 0 },
      { ...done, ...lists, place: 1 },
    );
    const [, again] = add;
    if (!again) throw new Error('none');
    const { batch: _, ...row } = again;
    const undo = randomUUID();
    await store.insert({ ...row, id: undo, idempotencyKey: `undo ${again.id}` });
    const standing = await store.sentByBatch(id, { after: -1, limit: 1, undos: [] });
    expect(standing.map(({ place }) => place)).toEqual([1]);
  });

  test('has what was cancelled when nobody could tell any more whether it was carried out', async () => {
    const cancelled = { state: 'cancelled' } as const;
    const { store, id } = await start(
      { ...cancelled, place: 0, puts: [now], sent },
      { ...cancelled, place: 1, puts: [now] },
      { ...cancelled, place: 2 },
    );
    const known = await store.sentByBatch(id, { after: -1, limit: 9, undos: [] });
    expect(known.map(({ place, did }) => [place, did])).toEqual([[0, undefined]]);
    expect(await store.countCarriedOut(id, [])).toBe(0);
  });

  test('lists an undo without the ways of its clusters', async () => {
    const { store, grantId } = await start({});
    const [listed] = await store.batchesOf(grantId, { started: true });
    expect(listed?.batch.draft).toEqual({ view: '', add: [], remove: [] });
  });

  test('tells what others asked of clusters since a moment, whatever became of it', async () => {
    const store = ledger();
    const at = async (name: string, grantId: string, about: Partial<ChangeRow> = {}) => {
      const cluster = { ...clusterId, name: `aks-others-${name}` };
      const author = { name: 'Ben', username: 'ben@contoso.example' };
      const row = newRow(randomUUID(), asked({ clusterId: cluster, grantId, author }), [], now);
      return (await store.insert({ ...row, intents: [{ do: 'add', range }], ...about })).clusterKey;
    };
    const keys = [
      await at('queued', ben),
      await at('refused', ben, { state: 'refused' }),
      await at('mine', anna),
      await at('earlier', ben, { stateSince: now - 1 }),
    ];
    await at('elsewhere', ben);
    const { asked: found, unread } = await store.askedByOthers(keys, now, anna);
    expect(unread).toEqual([]);
    expect(found.toSorted((a, b) => (a.state < b.state ? -1 : 1))).toEqual([
      { clusterKey: keys[0], name: 'Ben', state: 'queued', intents: [{ do: 'add', range }] },
      { clusterKey: keys[1], name: 'Ben', state: 'refused', intents: [{ do: 'add', range }] },
    ]);
  });
});
