import { expect, test } from 'vitest';
import { createLimit } from './limit.ts';

test('goes on after a task that fails', async () => {
  const limit = createLimit(1);
  const failing = limit(() => Promise.reject(new Error('no')));
  const next = limit(async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});

test('runs tasks in the order they came, no more than allowed at a time', async () => {
  const limit = createLimit(2);
  const events: string[] = [];
  const task = (name: string) => async () => {
    events.push(`${name} starts`);
    await new Promise(setImmediate);
    events.push(`${name} ends`);
  };
  await Promise.all(['a', 'b', 'c'].map((name) => limit(task(name))));
  expect(events).toEqual(['a starts', 'b starts', 'a ends', 'c starts', 'b ends', 'c ends']);
});
