import { expect, test } from 'vitest';
import { agoWords } from './ago.ts';

test.each([
  [0, 'today'],
  [0.9, 'today'],
  [1, '1 day ago'],
  [13, '13 days ago'],
  [14, '2 weeks ago'],
  [60, '8 weeks ago'],
  [61, '2 months ago'],
  [90, '2 months ago'],
])('%d days are %s', (days, words) => {
  expect(agoWords(0, days * 86_400_000)).toBe(words);
});
