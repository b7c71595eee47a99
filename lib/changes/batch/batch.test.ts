import { expect, test } from 'vitest';
import type { StateCounts } from '#lib/changes/shown/batch-outcomes';
import { standOf } from '#lib/changes/shown/batch-view';
import { durationWords } from '#lib/failure-words';
import { toSummary, usualSeconds } from './batch.ts';

test.each([
  [1, '80 seconds'],
  [2, '3 minutes'],
  [9, '3 minutes'],
  [10, '4 minutes'],
  [10_000, '28 hours'],
])('%d clusters take about %s', (clusters, words) => {
  expect(durationWords(usualSeconds(clusters))).toBe(words);
});

const listed: readonly [state: 'draft' | 'running' | 'stopped', StateCounts, word: string][] = [
  ['draft', {}, 'Not started'],
  ['running', { applying: 1, held: 1, 'needs-sign-in': 1 }, 'Under way'],
  ['running', { done: 3, refused: 3, 'needs-sign-in': 1 }, 'Waiting for your sign-in'],
  ['running', { done: 3, 'needs-confirmation': 1 }, 'Waiting for you'],
  ['running', { held: 3, 'needs-confirmation': 1 }, 'Under way'],
  ['stopped', { held: 3, refused: 1 }, 'Stopped'],
  ['running', { done: 3 }, 'Finished'],
];
for (const [state, counts, word] of listed) {
  test(`calls ${JSON.stringify(counts)} of a ${state} one "${word}" in a list of batches`, () => {
    const draft = { view: '', add: [], remove: [] };
    const row = { id: 'a', grantId: 'b', version: 1, createdAt: 0, draft, forgiven: [], state };
    expect(standOf(toSummary(row, counts)).word).toBe(word);
  });
}
