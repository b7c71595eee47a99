import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNames, namePlaces } from './name-order.ts';

const names = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'aAbzZ019-_. '), maxLength: 8 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
);
const anyTexts = fc.oneof(names, fc.string({ unit: 'grapheme', maxLength: 8 }));

/** Texts stand as the collator puts them if each pair does. */
function expectInOrder(texts: readonly string[]): void {
  const places = namePlaces(texts);
  for (const [i, a] of texts.entries()) {
    for (const [j, b] of texts.entries()) {
      const apart = Math.sign((places[i] ?? 0) - (places[j] ?? 0));
      expect({ a, b, apart }).toEqual({ a, b, apart: Math.sign(compareNames(a, b)) });
    }
  }
}

test('names stand in the order of the collator, in ASCII and in any other script', () => {
  fc.assert(fc.property(fc.array(names, { maxLength: 8 }), expectInOrder), { numRuns: 300 });
  fc.assert(fc.property(fc.array(anyTexts, { maxLength: 8 }), expectInOrder), { numRuns: 300 });
});

test('letter case does not matter, and numbers stand by what they say', () => {
  const places = namePlaces(['aks-10', 'AKS-9', 'aks-9', 'aks-010', 'aks_1', 'aks']);
  expect([...places]).toEqual([3, 2, 2, 3, 1, 0]);
});
