import { expect, test, vi } from 'vitest';
import { expiriesOf, splitQueue } from '#lib/changes/expiry';
import { newRow } from '#lib/changes/row';
import { fakeAzure } from '#lib/changes/test-azure';
import { handClock } from '#lib/changes/test-clock';
import { asked, works } from '#lib/changes/test-kit';
import { stepScheduled } from './step-scheduled.ts';
import { withTurn } from './turn.ts';

test('asks the store for many that wait for their time no more often than for one', async () => {
  const clock = handClock();
  const parts = works(fakeAzure(clock), clock);
  const { store } = parts;
  let ids = 0;
  for (const range of ['81.2.69.1/32', '81.2.69.2/32', '81.2.69.3/32']) {
    const lent = asked({ keepForSeconds: 3600, intents: [{ do: 'add', range }] });
    const row = newRow(`lent ${range}`, lent, [], clock.now());
    await store.insert(
      { ...row, state: 'done', before: [], after: [range] },
      expiriesOf(row, () => `end ${++ids}`),
    );
  }
  const { clusterKey } = newRow('', asked(), [], 0);
  const { scheduled } = splitQueue((await store.queue(clusterKey)).rows);
  expect(scheduled).toHaveLength(3);
  const questions = [
    vi.spyOn(store, 'find'),
    vi.spyOn(store, 'findAll'),
    vi.spyOn(store, 'movedSince'),
  ];
  await withTurn(parts, clusterKey, async (turn) => void (await stepScheduled(turn, scheduled)));
  expect(questions.map(({ mock }) => mock.calls.length)).toEqual([0, 1, 1]);
});
