import { expect, test } from 'vitest';
import { keepRows } from './kept-rows.ts';
import type { ChangeEvent, LedgerStore } from './ports.ts';
import { newRow } from './row.ts';
import { asked } from './test-kit.ts';
import { memoryLedger } from './test-memory-ledger.ts';
import { moveTo } from './transitions.ts';

async function opened() {
  const below = memoryLedger();
  const kept = keepRows(below);
  const row = await kept.store.insert(newRow('change-1', asked(), [], 0));
  return { below, kept, row, next: moveTo(row, 'reading', 1) };
}

test('gives back what was stored here, in that version and no other', async () => {
  const { kept, row, next } = await opened();
  await kept.store.save([next]);
  expect(await kept.rowAt(row.id, 2)).toMatchObject({ state: 'reading', version: 2 });
  expect(await kept.rowAt(row.id, 1)).toBeUndefined();
  expect(await kept.rowAt(row.id, 3)).toBeUndefined();
});

test('keeps nothing of what somebody else was faster with', async () => {
  const { below, kept, row, next } = await opened();
  await below.save([moveTo(row, 'cancelled', 1)]);
  expect(await kept.store.save([next])).toEqual({ why: 'moved' });
  expect(await kept.rowAt(row.id, 2)).toBeUndefined();
});

test('has the row when its event is heard, though the store has not answered yet', async () => {
  const { below, row, next } = await opened();
  const answer = Promise.withResolvers<void>();
  const heard = Promise.withResolvers<ChangeEvent>();
  await below.listen(heard.resolve);
  const save: LedgerStore['save'] = async (...args) => {
    const saved = await below.save(...args);
    await answer.promise;
    return saved;
  };
  const kept = keepRows({ ...below, save });
  const saving = kept.store.save([next]);
  const reading = heard.promise.then(({ id, version }) => kept.rowAt(id, version));
  answer.resolve();
  expect(await reading).toMatchObject({ id: row.id, state: 'reading', version: 2 });
  await saving;
});

test('throws what the store throws, and asks on', async () => {
  const { below, row, next } = await opened();
  const broken = keepRows({ ...below, save: () => Promise.reject(new Error('gone')) });
  await expect(broken.store.save([next])).rejects.toThrow('gone');
  expect(await broken.rowAt(row.id, 2)).toBeUndefined();
});
