import { expect, test } from 'vitest';
import { withoutPut } from './decide-write.ts';

test('takes back the count of the one PUT that was not sent, also where two fall into one moment', () => {
  expect(withoutPut({ puts: [3, 7, 7], sent: { at: 7 } }).puts).toEqual([3, 7]);
  expect(withoutPut({ puts: [3, 7], sent: { at: 7 } }).puts).toEqual([3]);
  expect(withoutPut({ puts: [3], sent: { at: 7 } }).puts).toEqual([3]);
});
