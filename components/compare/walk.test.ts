import { expect, test } from 'vitest';
import { type Place, placeAfter } from './walk.ts';

const size = { rows: 40, columns: 6 };

test.each<[key: string, ctrl: boolean, from: Place, to: Place | undefined]>([
  ['ArrowDown', false, { row: 3, column: 2 }, { row: 4, column: 2 }],
  ['ArrowUp', false, { row: 3, column: 2 }, { row: 2, column: 2 }],
  ['ArrowLeft', false, { row: 3, column: 2 }, { row: 3, column: 1 }],
  ['ArrowRight', false, { row: 3, column: 2 }, { row: 3, column: 3 }],
  ['ArrowRight', false, { row: 3, column: 5 }, { row: 3, column: 5 }],
  ['ArrowUp', false, { row: 0, column: 0 }, { row: 0, column: 0 }],
  ['PageDown', false, { row: 3, column: 2 }, { row: 13, column: 2 }],
  ['PageDown', false, { row: 35, column: 2 }, { row: 39, column: 2 }],
  ['PageUp', false, { row: 3, column: 2 }, { row: 0, column: 2 }],
  ['Home', false, { row: 3, column: 2 }, { row: 3, column: 0 }],
  ['End', false, { row: 3, column: 2 }, { row: 3, column: 5 }],
  ['Home', true, { row: 3, column: 2 }, { row: 0, column: 0 }],
  ['End', true, { row: 3, column: 2 }, { row: 39, column: 5 }],
  ['a', false, { row: 3, column: 2 }, undefined],
])('%s (Ctrl: %s) from %j leads to %j', (key, ctrl, from, to) => {
  expect(placeAfter(key, ctrl, from, size)).toEqual(to);
});
