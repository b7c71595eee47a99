import { expect, test } from 'vitest';
import { grouped } from './grouped.ts';

test('writes a number as the language itself would', () => {
  for (const number of [0, 7, 999, 1000, 10_000, 123_456, 1_234_567, 4_294_967_296]) {
    expect(grouped(number)).toBe(number.toLocaleString('en'));
  }
});
