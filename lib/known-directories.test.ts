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

test('knows which directory listed a subscription, per person and by any spelling', () => {
  const directories = makeDirectories();
  directories.remember('anna', 'SUB-1', 'contoso');
  expect(directories.of('anna', 'sub-1')).toBe('contoso');
  expect(directories.of('ben', 'sub-1')).toBeUndefined();
});

test('forgets the oldest for one that is new, and none for one that it knows', () => {
  const directories = makeDirectories(2);
  directories.remember('anna', 'sub-1', 'contoso');
  directories.remember('anna', 'sub-2', 'contoso');
  directories.remember('anna', 'sub-2', 'fabrikam');
  expect(directories.of('anna', 'sub-1')).toBe('contoso');
  expect(directories.of('anna', 'sub-2')).toBe('fabrikam');
  directories.remember('anna', 'sub-3', 'contoso');
  expect(directories.of('anna', 'sub-1')).toBeUndefined();
  expect(directories.of('anna', 'sub-3')).toBe('contoso');
});
