import { expect, test } from 'vitest';
import { batchNoteMs } from '#lib/changes/limits';
import type { ChangeRow } from '#lib/changes/row';
import type { ChangeState } from '#lib/changes/shown/states';
import { row } from '#lib/changes/test-kit';
import type { Failure } from '#lib/failure';
import { decideBatch } from './decide.ts';
import { workOf } from './test-memory.ts';

const locked: Failure = { code: 'locked', scopes: ['/'] };
const stopped: Failure = { code: 'stopped' };

type Ended = readonly [ChangeState, Failure];

/** Changes in these states; ids are their places. */
function places(...states: readonly (ChangeState | Ended)[]): ChangeRow[] {
  return states.map((each, place) => {
    const [state, failure] = typeof each === 'string' ? [each] : each;
    return row({ id: `${place}`, batch: { id: 'batch', place }, state, failure });
  });
}

const held = (count: number) => Array.from({ length: count }, () => 'held' as const);
const time = { now: 1_000_000_000, deadlineMs: 30 * 60_000 };
const decideIn = (batch: Parameters<typeof decideBatch>[0], list: readonly ChangeRow[]) => {
  const step = decideBatch(batch, workOf(list, time.now, 8), time);
  return step.do === 'let-go' ? letGo(...step.rows.map(({ id }) => id)) : step;
};
const decide = (list: readonly ChangeRow[], forgiven: string[] = []) =>
  decideIn({ state: 'running', forgiven, movedAt: time.now }, list);
const letGo = (...ids: string[]) => ({ do: 'let-go', ids });
const nothing = { do: 'nothing' };

test('lets the first go alone, and nothing more while it is under way', () => {
  expect(decide(places(...held(12)))).toEqual(letGo('0'));
  for (const state of ['queued', 'reading', 'waiting', 'sending', 'applying'] as const) {
    expect(decide(places(state, ...held(11)))).toEqual(nothing);
  }
});

test('lets the next go past those that have found their cluster busy, and ends without none of them', () => {
  const [first, second, ...others] = places(...held(4));
  const later = [first, second].map((each) => row({ ...each, wakeAt: time.now + 1 }));
  expect(decide([...later, ...others])).toEqual(letGo('2'));
  expect(decide(later)).toEqual(nothing);
  const due = later.map((each) => ({ ...each, wakeAt: time.now }));
  expect(decide(due)).toEqual(letGo('0'));
  expect(decide([...due, ...others])).toEqual(letGo('2'));
});

test('notes now and then that it is looked after while it only waits, and not once it was late', () => {
  const waits = [places('applying', ...held(3)), [row({ state: 'held', wakeAt: time.now + 1 })]];
  const seen = (agoMs: number): Parameters<typeof decideBatch>[0] => {
    return { state: 'running', forgiven: [], movedAt: time.now - agoMs };
  };
  for (const list of waits) {
    expect(decideIn(seen(batchNoteMs), list)).toEqual(nothing);
    expect(decideIn(seen(batchNoteMs + 1), list)).toEqual({ do: 'note' });
    expect(decideIn(seen(time.deadlineMs + 1), list)).toEqual(nothing);
  }
  expect(decideIn(seen(batchNoteMs + 1), places('done', 'needs-confirmation'))).toEqual(nothing);
});

test('lets eight go side by side, in order, once one is done', () => {
  const eight = ['1', '2', '3', '4', '5', '6', '7', '8'];
  expect(decide(places('done', ...held(12)))).toEqual(letGo(...eight));
  expect(decide(places('overtaken', ...held(12)))).toEqual(letGo(...eight));
  expect(decide(places('done', 'applying', 'done', 'queued', ...held(12)))).toEqual(
    letGo('4', '5', '6', '7', '8', '9'),
  );
});

test('lets nothing go beside eight, or twice', () => {
  const eight = Array.from({ length: 8 }, () => 'applying' as const);
  expect(decide(places('done', ...eight, ...held(3)))).toEqual(nothing);
  expect(decide(places('done', ...eight, 'queued', 'queued', ...held(3)))).toEqual(nothing);
  expect(decide(places('done', 'queued', 'applying'))).toEqual(nothing);
});

test('is not held up by what asks its author, and does not end without it', () => {
  const state = 'needs-confirmation';
  expect(decide(places(state, ...held(3)))).toEqual(letGo('1'));
  expect(decide(places('done', state, ...held(2)))).toEqual(letGo('2', '3'));
  expect(decide(places('done', state))).toEqual(nothing);
});

test('lets nothing go while one waits for a sign-in, and does not end without it', () => {
  const state = 'needs-sign-in';
  expect(decide(places(state, ...held(3)))).toEqual(nothing);
  expect(decide(places('done', state, 'applying', ...held(2)))).toEqual(nothing);
  expect(decide(places('done', state))).toEqual(nothing);
});

test('goes on to the next when the first was cancelled', () => {
  expect(decide(places('cancelled', ...held(3)))).toEqual(letGo('1'));
});

for (const state of ['refused', 'failed', 'outcome-unknown'] as const) {
  test(`stops at once when the first ends as ${state}`, () => {
    expect(decide(places([state, locked], ...held(3)))).toEqual({
      do: 'stop',
      stopped: { because: 'first', failure: locked },
    });
  });
}

test('stops when three have ended with the same failure, whatever others did', () => {
  const bad: Ended = ['refused', locked];
  const other: Ended = ['failed', stopped];
  expect(decide(places('done', bad, other, bad, ...held(1)))).toEqual(letGo('4'));
  expect(decide(places('done', bad, other, bad, bad, ...held(1)))).toEqual({
    do: 'stop',
    stopped: { because: 'refusals', failure: locked },
  });
});

test('counts endings without a reason together', () => {
  const unknown = places('done', 'outcome-unknown', 'outcome-unknown', 'outcome-unknown', 'held');
  expect(decide(unknown)).toMatchObject({ do: 'stop', stopped: { because: 'refusals' } });
});

test('does not stop again for what its author has gone on after', () => {
  const bad: Ended = ['refused', locked];
  const list = places('done', bad, bad, bad, ...held(2));
  expect(decide(list, ['1', '2', '3'])).toEqual(letGo('4', '5'));
  expect(decide(places(bad, ...held(2)), ['0'])).toEqual(letGo('1'));
  expect(decide(places(bad, bad, ...held(2)), ['0'])).toMatchObject({ do: 'stop' });
});

test('ends when everything has, however', () => {
  expect(decide(places('done', ['refused', locked], 'cancelled'))).toEqual({ do: 'end' });
  expect(decide(places())).toEqual({ do: 'end' });
});

for (const state of ['draft', 'stopped', 'over'] as const) {
  test(`lets nothing go in the state ${state}`, () => {
    expect(decideIn({ state, forgiven: [] }, places('done', ...held(3)))).toEqual(nothing);
  });
}

test('goes on with one at a time while nothing had to be sent', () => {
  const so = places('done', 'done', ...held(3)).map((each) => ({ ...each, alreadySo: true }));
  expect(decide(so)).toEqual(letGo('2'));
});

test('begins nothing that nobody has let go for longer than a change may wait', () => {
  const list = places('done', ...held(3));
  const moved = (agoMs: number): Parameters<typeof decideBatch>[0] => {
    return { state: 'running', forgiven: [], movedAt: time.now - agoMs };
  };
  const late = time.deadlineMs + 1;
  expect(decideIn(moved(time.deadlineMs), list)).toEqual(letGo('1', '2', '3'));
  expect(decideIn(moved(late), list)).toEqual({ do: 'stop', stopped: { because: 'late' } });
  expect(decideIn(moved(late), places('done', 'done'))).toEqual({ do: 'end' });
});

test('goes on beside what it cannot read, and is not over while there is some', () => {
  const decideBeside = (list: readonly ChangeRow[]) =>
    decideBatch(
      { state: 'running', forgiven: [], movedAt: time.now },
      { ...workOf(list, time.now, 8), unread: 1 },
      time,
    );
  expect(decideBeside(places('done', 'held'))).toMatchObject({ do: 'let-go', rows: [{ id: '1' }] });
  expect(decideBeside(places('done'))).toEqual(nothing);
});
