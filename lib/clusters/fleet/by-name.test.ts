import { expect, test } from 'vitest';
import { row } from '#lib/clusters/test-kit';
import { byNameIn } from './by-name.ts';

test('puts some rows of a fleet in the order of their names', () => {
  const [ten, nine, other, same] = [
    row({ name: 'aks-10' }),
    row({ name: 'aks-9' }),
    row({ name: 'AKS-1' }),
    row({ name: 'aks-9' }),
  ];
  const inOrder = byNameIn([ten, nine, other, same]);
  expect(inOrder([ten, same, nine])).toEqual([nine, same, ten]);
  expect(inOrder([ten, other])).toEqual([other, ten]);
});
