import { expect, test } from 'vitest';
import { badEndings } from '#lib/changes/batch/decide';
import { batchOutcomes, endedOf, statesOf, tallyOf, tallyTone } from './batch-outcomes.ts';
import { changeStates } from './states.ts';
import { stateWords } from './words.ts';

test('has a place for every state, what wants eyes first', () => {
  expect(statesOf().toSorted()).toEqual([...changeStates].toSorted());
  expect(statesOf().slice(0, 3)).toEqual([...badEndings]);
  expect(statesOf('done')).toEqual(['done']);
});

test('counts every state once, and as ended what has ended', () => {
  for (const state of changeStates) {
    const tally = tallyOf({ [state]: 3 });
    expect(batchOutcomes.map((outcome) => tally[outcome]).toSorted()).toEqual([
      ...Array(6).fill(0),
      3,
    ]);
    expect(tally.total).toBe(3);
    expect(endedOf(tally)).toBe(stateWords[state].ends ? 3 : 0);
  }
});

const tones = [
  [{ done: 3 }, 'good'],
  [{ done: 3, cancelled: 1 }, 'neutral'],
  [{ done: 3, applying: 1, held: 2 }, 'busy'],
  [{ done: 3, applying: 1, refused: 1 }, 'attention'],
  [{ done: 3, overtaken: 1 }, 'attention'],
  [{ done: 3, 'needs-sign-in': 1 }, 'attention'],
] as const;

for (const [counts, tone] of tones) {
  test(`shows ${JSON.stringify(counts)} as ${tone}`, () => {
    expect(tallyTone(tallyOf(counts))).toBe(tone);
  });
}
