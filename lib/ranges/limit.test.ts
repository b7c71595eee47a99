import { expect, test } from 'vitest';
import { fullness, overLimit } from './limit.ts';

test.each([
  [0, 200, 'roomy'],
  [179, 200, 'roomy'],
  [180, 200, 'near'],
  [199, 200, 'near'],
  [200, 200, 'full'],
  [201, 200, 'over'],
  [1_799, 2_000, 'roomy'],
  [1_800, 2_000, 'near'],
])('%d of %d entries: %s', (count, limit, expected) => {
  expect(fullness(count, limit)).toBe(expected);
});

test.each([
  [200, 201, true],
  [199, 200, false],
  [250, 249, false],
  [250, 250, false],
  [250, 251, false],
  [201, 251, false],
])('a change from %d to %d of 200 entries is refused: %s', (before, after, refused) => {
  expect(overLimit(entries(before), entries(after), 200)).toBe(refused);
});

function entries(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `73.140.${i >> 8}.${i & 255}/32`);
}
