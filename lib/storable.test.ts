import { expect, test } from 'vitest';
import { storable } from './storable.ts';

test.each([
  ['new office', 'new office'],
  ['a\0b', 'a\ufffdb'],
  ['😀', '😀'],
  ['😀'.slice(0, 1), '\ufffd'],
])('keeps of %j what a store can keep', (typed, kept) => {
  expect(storable(typed)).toBe(kept);
});
