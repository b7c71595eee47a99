import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { BatchesPart } from '#lib/changes/batch/ports';
import type { BatchRow } from '#lib/changes/batch/row';
import { batchRow, ben } from '#lib/changes/test-kit';
import { everyLedger } from './test-ledgers.ts';

const now = Date.UTC(2026, 10, 2, 14, 30);
const draft = { view: 'q=shop', clusters: ['a', 'b'], add: ['81.2.69.142/32'], remove: [] };

describe.each(everyLedger())('the list of batches in %s', (_, open) => {
  const grantId = randomUUID();
  const batchOf = (about: Partial<BatchRow>) =>
    batchRow({ grantId, draft, createdAt: now, ...about });

  test('tells what one grant has started from its plans, each the newest first, in pages', async () => {
    const ledger = open();
    const [first, second, third] = [
      batchOf({}),
      batchOf({ createdAt: now + 1 }),
      batchOf({ createdAt: now + 2 }),
    ];
    for (const each of [first, second, third, batchOf({ grantId: ben })])
      await ledger.insertBatch(each);
    await ledger.saveBatch({ ...first, state: 'running', startedAt: now + 9 });
    const idsOf = async (part: BatchesPart) =>
      (await ledger.batchesOf(grantId, part)).map(({ batch }) => batch.id);

    expect(await idsOf({ started: true })).toEqual([first.id]);
    expect(await idsOf({ started: true, limit: 1, offset: 1 })).toEqual([]);
    expect(await idsOf({ started: false })).toEqual([third.id, second.id]);
    expect(await idsOf({ started: false, limit: 1 })).toEqual([third.id]);
    expect(await idsOf({ started: false, limit: 1, offset: 1 })).toEqual([second.id]);
    expect(await ledger.countBatches(grantId)).toEqual({ started: 1, drafts: 2 });
    expect(await ledger.countBatches(randomUUID())).toEqual({ started: 0, drafts: 0 });
  });

  test('leaves out the clusters of a draft, of which there may be ten thousand', async () => {
    const ledger = open();
    const mine = randomUUID();
    await ledger.insertBatch(batchOf({ grantId: mine }));
    const listed = await ledger.batchesOf(mine, { started: false });
    const { clusters: _clusters, ...rest } = draft;
    expect(listed.map(({ batch }) => batch.draft)).toEqual([rest]);
  });
});
