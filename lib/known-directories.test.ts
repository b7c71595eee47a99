import { expect, test } from 'vitest';
import { makeDirectories } from './known-directories.ts';

test('keeps the name of a subscription when it is read again without one', () => {
  const directories = makeDirectories();
  directories.remember('ada', 'SUB-1', 'contoso', 'sub-shop');
  directories.remember('ada', 'sub-1', 'contoso');

  expect(directories.nameOf('ada', 'sub-1')).toBe('sub-shop');
  expect(directories.of('ada', 'sub-1')).toBe('contoso');
  expect(directories.nameOf('bob', 'sub-1')).toBeUndefined();
});
