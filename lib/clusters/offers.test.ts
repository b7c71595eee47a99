import { expect, test } from 'vitest';
import { accesses } from '#lib/ranges/access';
import { offersOf } from './offers.ts';

const all = { onlyLooks: false, allowOpen: true };
const nothing = { edit: false, crossings: [], onlyLooks: false };
const asks = [undefined, 'restrict', 'cluster-only', 'open', 'dance'];

test.each([
  ['open', { edit: false, crossings: ['restrict', 'cluster-only'] }],
  ['restricted', { edit: true, crossings: ['cluster-only', 'open'] }],
  ['cluster-only', { edit: true, crossings: ['restrict', 'open'] }],
  ['private', nothing],
  ['unknown', nothing],
] as const)('offers for a cluster that is %s what makes sense there', (access, offers) => {
  expect(offersOf(access, undefined, all)).toEqual({ ...nothing, ...offers });
});

test('offers nothing at all where the console only looks, whatever the address asks for', () => {
  for (const access of accesses) {
    for (const asked of asks) {
      const { onlyLooks, ...offers } = offersOf(access, asked, { ...all, onlyLooks: true });
      expect(offers).toEqual({ edit: false, crossings: [] });
      // Where nothing could be done anyway, the console is not what stands in the way.
      expect(onlyLooks).toBe(access !== 'private' && access !== 'unknown');
    }
  }
});

test('shows the form of a crossing in the place of all else', () => {
  expect(offersOf('open', 'restrict', all)).toEqual({ ...nothing, crossing: 'restrict' });
  expect(offersOf('restricted', 'open', all)).toEqual({ ...nothing, crossing: 'open' });
  const usual = offersOf('restricted', undefined, all);
  expect(offersOf('restricted', 'restrict', all)).toEqual(usual);
  expect(offersOf('restricted', 'dance', all)).toEqual(usual);
  expect(offersOf('private', 'cluster-only', all)).toEqual(nothing);
});

test('opens nothing where that is switched off', () => {
  const careful = { ...all, allowOpen: false };
  expect(offersOf('restricted', 'open', careful).crossing).toBeUndefined();
  expect(offersOf('restricted', undefined, careful).crossings).toEqual(['cluster-only']);
});
