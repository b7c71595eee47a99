import { expect, test } from 'vitest';
import { fieldsIn, formText, textsIn } from './form-text.ts';

test('reads fields, and nothing for none and for a file', () => {
  const form = new FormData();
  for (const reason of ['a\0b', 'c']) form.append('reason', reason);
  form.set('file', new Blob(['x']));
  expect(textsIn(form, 'reason')).toEqual(['a\ufffdb', 'c']);
  expect(formText(form, 'reason')).toBe('a\ufffdb');
  expect(['file', 'none'].map((name) => formText(form, name))).toEqual(['', '']);
  expect(fieldsIn(form)).toEqual({ reason: 'c' });
});
