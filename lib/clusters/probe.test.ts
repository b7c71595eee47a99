import { expect, test } from 'vitest';
import {
  type Judgement,
  judgeThrough,
  lookForSure,
  type Seen,
  seenAfter,
  throughWords,
} from './probe.ts';

const all = [undefined, 'fast', 'silent', 'unclear', 'offline'] as const;

const told: readonly [Seen, Seen, Judgement][] = [
  ['silent', 'fast', 'likely'],
  ['silent', 'silent', 'not-yet'],
];
for (const [before, now, through] of told) {
  test(`says "${through}" of ${before} before the change and ${now} now`, () => {
    expect(judgeThrough(before, now)).toBe(through);
  });
}

for (const before of all) {
  for (const now of all) {
    if (now === undefined || told.some(([was, is]) => was === before && is === now)) continue;
    test(`cannot tell by ${before ?? 'no look'} before the change and ${now} now`, () => {
      expect(judgeThrough(before, now)).toBe('cannot-tell');
      expect(throughWords(before, now)).toMatchObject({ word: 'Cannot tell from this browser' });
    });
  }
}

const reasons: readonly [Seen | undefined, Seen, RegExp][] = [
  ['silent', 'offline', /^It is offline/],
  ['offline', 'fast', /^It was offline before/],
  [undefined, 'silent', /^It did not look before/],
  ['fast', 'fast', /^Something answered before/],
  ['fast', 'silent', /^Something answered before/],
  ['silent', 'unclear', /neither/],
  ['unclear', 'fast', /neither/],
];
for (const [before, now, text] of reasons) {
  test(`says why it cannot tell by ${before ?? 'no look'}, then ${now}`, () => {
    expect(throughWords(before, now).text).toMatch(text);
  });
}

const seen: readonly [number, boolean, Seen][] = [
  [40, false, 'fast'],
  [3000, false, 'fast'],
  [3001, false, 'unclear'],
  [8000, true, 'silent'],
];
for (const [tookMs, gaveUp, what] of seen) {
  test(`${gaveUp ? 'nothing' : 'an answer'} after ${tookMs} ms is ${what}`, () => {
    expect(seenAfter({ tookMs, gaveUp })).toBe(what);
  });
}

const looks: readonly [readonly Seen[], Seen][] = [
  [['silent'], 'silent'],
  [['offline'], 'offline'],
  [['fast', 'silent'], 'silent'],
  [['fast', 'fast', 'silent'], 'silent'],
  [['fast', 'fast', 'fast'], 'fast'],
  [['unclear', 'fast', 'fast'], 'fast'],
  [['unclear', 'unclear', 'unclear'], 'unclear'],
];
for (const [one, what] of looks) {
  test(`${one.join(', then ')} is ${what} for sure`, async () => {
    const left = [...one];
    const look = async () => left.shift() ?? expect.fail('looked once too often');
    expect(await lookForSure(look)).toBe(what);
    expect(left).toEqual([]);
  });
}
