import { expect, test } from 'vitest';
import { formText, storable } from './form-text.ts';

test.each([
  ['new office', 'new office'],
  ['a\0b', 'a\ufffdb'],
  ['😀', '😀'],
  ['😀'.slice(0, 1), '\ufffd'],
])('keeps of %j what a store can keep', (typed, kept) => {
  expect(storable(typed)).toBe(kept);
});

test('reads a field, and nothing for none and for a file', () => {
  const form = new FormData();
  form.set('reason', 'a\0b');
  form.set('file', new Blob(['x']));
  expect(['reason', 'file', 'none'].map((name) => formText(form, name))).toEqual([
    'a\ufffdb',
    '',
    '',
  ]);
});
