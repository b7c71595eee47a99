import { expect, test } from 'vitest';
import { coverageOf } from './entry.ts';
import { rangeWarnings, warningWords } from './range-warning.ts';

test.each([
  ['73.140.245.0/24', []],
  ['73.140.0.0/16', []],
  ['73.140.0.0/15', ['73.140.0.0/15 admits 131,072 addresses.']],
  [
    '10.0.0.0/7',
    [
      'A part of 10.0.0.0/7 lies in 10.0.0.0/8 (Private-Use), which nobody comes from over the internet.',
      '10.0.0.0/7 admits 33,554,432 addresses.',
    ],
  ],
  [
    '168.63.129.0/24',
    [
      '168.63.129.0/24 holds 168.63.129.16, an address of the Azure platform itself: nobody comes from it.',
    ],
  ],
  [
    '192.0.0.8/30',
    [
      'A part of 192.0.0.8/30 lies in 192.0.0.0/24 (IETF Protocol Assignments), which nobody comes from over the internet.',
    ],
  ],
])('warns about %s: %j', (text, words) => {
  const range = coverageOf(text);
  const warnings = range ? rangeWarnings(range) : [];
  expect(warnings.map((each) => range && warningWords(range, each))).toEqual(words);
});
