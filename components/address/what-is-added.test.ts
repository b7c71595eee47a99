import { expect, test } from 'vitest';
import { whatIsAdded } from './what-is-added.ts';

const two = ['73.140.245.0/24', '193.168.1.0/24'];

test('says that what stands in the list stays', () => {
  expect(whatIsAdded({ access: 'restricted', entries: two }, undefined)).toBe(
    'One entry is added for this address alone; the 2 that are there stay as they are.',
  );
  expect(whatIsAdded({ access: 'restricted', entries: two.slice(1) }, undefined)).toBe(
    'One entry is added for this address alone; the one that is there stays as it is.',
  );
});

test('says that the first entry takes the place of the one that keeps everybody out', () => {
  const said = whatIsAdded({ access: 'cluster-only', entries: ['0.0.0.0/32'] }, undefined);
  expect(said).toBe('One entry is added for this address alone, in place of 0.0.0.0/32.');
});

test('says of a swap no more than of what is pressed', () => {
  const said = whatIsAdded({ access: 'restricted', entries: two }, '193.168.1.0/24');
  expect(said).toBe(
    'Adding puts one entry for this address alone beside the 2 that are there. Swapping takes your 193.168.1.0/24 out for it.',
  );
});
