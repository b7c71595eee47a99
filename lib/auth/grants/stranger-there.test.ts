import { expect, test } from 'vitest';
import { isStrangerThere } from './stranger-there.ts';

const answers = [
  ['AADSTS50020', true],
  ['AADSTS65001', true],
  ['AADSTS700016', true],
  ['AADSTS7000229', true],
  ['AADSTS50076', false],
  ['AADSTS53003', false],
  ['AADSTS50173', false],
  [undefined, false],
] as const;

for (const [azureCode, isStranger] of answers) {
  test(`takes ${azureCode} for ${isStranger ? 'a' : 'no'} sign of a directory that knows nobody`, () => {
    expect(isStrangerThere({ azureCode })).toBe(isStranger);
  });
}
