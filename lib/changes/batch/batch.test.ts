import { expect, test } from 'vitest';
import { durationWords } from '#lib/failure-words';
import { usualSeconds } from './batch.ts';

test.each([
  [1, '80 seconds'],
  [2, '3 minutes'],
  [9, '3 minutes'],
  [10, '4 minutes'],
  [10_000, '28 hours'],
])('%d clusters take about %s', (clusters, words) => {
  expect(durationWords(usualSeconds(clusters))).toBe(words);
});
