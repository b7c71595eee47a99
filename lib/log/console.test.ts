import { expect, test } from 'vitest';
import { makeLog } from '#lib/log';
import { logConsole } from './console.ts';

function printing() {
  const lines: string[] = [];
  const printed = { ...console };
  logConsole(makeLog({ write: (line) => lines.push(line) }), printed);
  return { printed, read: () => lines.map((line): unknown => JSON.parse(line)) };
}

test('makes one line of JSON of an error with its stack, without what is secret in it', () => {
  const { printed, read } = printing();
  printed.error(' ⨯', new Error('first\nsecond {"cookie":"__Host-sid=abc"}'));
  const [line, ...more] = read();
  expect(more).toEqual([]);
  expect(line).toMatchObject({ level: 50, msg: '⨯', err: { stack: expect.any(String) } });
  expect(JSON.stringify(line)).not.toContain('abc');
});

test('keeps the weight of what is printed, and its words', () => {
  const { printed, read } = printing();
  printed.log('Ready in %d ms', 5);
  printed.warn('old', { key: 1 });
  expect(read()).toEqual([
    { level: 30, time: expect.any(String), msg: 'Ready in 5 ms' },
    { level: 40, time: expect.any(String), msg: 'old { key: 1 }' },
  ]);
});
