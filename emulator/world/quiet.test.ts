import { expect, test } from 'vitest';
import { createQuiet } from './quiet.ts';

test('is one stretch while nothing changes the world', () => {
  const quiet = createQuiet();
  expect(quiet.stretch()).toBe(quiet.stretch());
  expect(quiet.stretch()).toBeDefined();
});

test('is none while something may be changing the world, and another one afterwards', async () => {
  const quiet = createQuiet();
  const before = quiet.stretch();
  const { promise: held, resolve } = Promise.withResolvers<void>();
  const slow = quiet.breakFor(() => held);
  await quiet.breakFor(async () => undefined);
  expect(quiet.stretch()).toBeUndefined();
  resolve();
  await slow;
  expect(quiet.stretch()).toBeDefined();
  expect(quiet.stretch()).not.toBe(before);
});

test('is another one after something that failed', async () => {
  const quiet = createQuiet();
  const before = quiet.stretch();
  await expect(quiet.breakFor(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
  expect(quiet.stretch()).not.toBe(before);
});
