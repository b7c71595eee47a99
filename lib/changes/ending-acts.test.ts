import { expect, test } from 'vitest';
import { toChange } from '#lib/changes/shown/change';
import { changeView } from '#lib/changes/shown/change-view';
import { endingActs } from './ending-acts.ts';
import type { ChangeRow } from './row.ts';
import { anna, row } from './test-kit.ts';

const left: readonly [ChangeRow['state'], readonly string[]][] = [
  ['queued', ['cancel']],
  ['needs-confirmation', ['discard']],
  ['needs-sign-in', ['discard']],
  ['failed', []],
  ['refused', []],
  ['done', []],
];
for (const [state, acts] of left) {
  test(`leaves ${acts.join() || 'nothing'} of what can be done with a change that is ${state}`, () => {
    const view = changeView({ ...toChange(row()), state }, { grantId: anna });
    expect(view.acts).not.toEqual([]);
    expect(endingActs(view.acts).map(({ act }) => act)).toEqual(acts);
  });
}

test('leaves of a batch what stops it', () => {
  const acts = (['stop', 'go-on', 'retry', 'cancel-rest'] as const).map((act) => ({ act }));
  expect(endingActs(acts)).toEqual([{ act: 'stop' }, { act: 'cancel-rest' }]);
});
