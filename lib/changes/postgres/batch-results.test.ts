import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type ChangeRow, newRow, type Sent } from '#lib/changes/row';
import { toChange } from '#lib/changes/shown/change';
import { changeSentence } from '#lib/changes/shown/words';
import { asked, batchRow, changesOfBatch, clusterId } from '#lib/changes/test-kit';
import { everyLedger } from './test-ledgers.ts';

const now = Date.UTC(2026, 10, 2, 14, 30);
const [list, target] = [['10.0.0.0/8'], ['10.0.0.0/8', '81.2.69.9/32']];

describe.each(everyLedger())('what became of a batch in %s', (_, open) => {
  const start = async (...changes: readonly Partial<ChangeRow>[]) => {
    const batch = batchRow({ createdAt: now });
    const place = { ...clusterId, name: `aks-${batch.id}` };
    const { id, grantId } = batch;
    const add = changes.map((about, at): ChangeRow => {
      const row = newRow(randomUUID(), asked({ clusterId: place, grantId }), [], now);
      return { ...row, state: 'held', batch: { id, place: at }, idempotencyKey: row.id, ...about };
    });
    const ledger = open();
    await ledger.insertBatch(batch);
    await ledger.saveBatch({ ...batch, state: 'running', startedAt: now }, { add });
    return { ledger, id };
  };
  const put = { pools: [], quoting: 'bare', bodyHash: '', correlationId: 'c', tries: 1 } as const;
  const sent: Sent = { ...put, pools: [], before: list, target, at: now };
  const done = { state: 'done', before: list, after: target, acceptedAt: now, sent } as const;

  test('tells how long lists are, and has them only where words need them', async () => {
    const { ledger, id } = await start(
      {},
      { ...done, landed: target },
      { ...done, landed: list },
      { ...done, state: 'outcome-unknown', landed: list },
      { state: 'refused', before: list },
      { state: 'cancelled', sent },
    );
    const results = await ledger.resultsOfBatch(id, { after: -1, limit: 9 });
    expect(results.map(({ before, after }) => [before, after])).toEqual([
      [undefined, undefined],
      ...[
        [1, 2],
        [1, 1],
        [1, 1],
        [1, undefined],
        [undefined, undefined],
      ],
    ]);
    const changes = (await changesOfBatch(ledger, id)).map(toChange);
    expect(results.map(({ row }) => row && changeSentence(toChange(row)))).toEqual(
      changes.map((change) => changeSentence(change)),
    );
  });

  test('knows its clusters, each once', async () => {
    const { ledger, id } = await start({}, {}, { clusterKey: 'another' });
    const [first] = await changesOfBatch(ledger, id);
    expect((await ledger.clustersOfBatch(id)).toSorted()).toEqual(
      [first?.clusterKey, 'another'].sort(),
    );
    expect(await ledger.clustersOfBatch(randomUUID())).toEqual([]);
  });

  test('has the newest of each place, some places at a time', async () => {
    const { ledger, id } = await start({}, {}, { state: 'refused' });
    const [, , refused] = await changesOfBatch(ledger, id);
    const batch = await ledger.findBatch(id);
    if (!refused || !batch) throw new Error('not started');
    const again = {
      ...refused,
      id: randomUUID(),
      idempotencyKey: 'again',
      state: 'queued',
    } as const;
    await ledger.saveBatch(batch, { add: [again] });
    const some = async (after: number, limit: number) =>
      (await ledger.resultsOfBatch(id, { after, limit })).map(({ place, row }) => [
        place,
        row?.state,
      ]);
    expect(await some(-1, 2)).toEqual([
      [0, 'held'],
      [1, 'held'],
    ]);
    expect(await some(1, 2)).toEqual([[2, 'queued']]);
    expect(await some(2, 2)).toEqual([]);
  });
});
