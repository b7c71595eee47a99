import { expect, test } from 'vitest';
import { row } from '#lib/clusters/test-kit';
import type { Fleet } from './fleet.ts';
import { fleetHeadline } from './headline.ts';

const fleet: Fleet = {
  rows: [
    row({ name: 'mine', entries: ['81.2.69.0/24'] }),
    row({ name: 'theirs' }),
    row({ name: 'open', entries: [] }),
    row({ name: 'silent', source: 'resource-graph', properties: { apiServerAccessProfile: null } }),
    row({ name: 'private', properties: { publicNetworkAccess: 'Disabled' } }),
    row({ name: 'strange', properties: { apiServerAccessProfile: 'x' } }),
  ],
  unreadable: [{ scope: '/subscriptions/x', label: 'Lab', failure: { code: 'unreachable' } }],
  subscriptionsRead: 58,
  subscriptionsTotal: 60,
  asOf: '2026-11-23T09:02:00Z',
  notes: [],
};

test('the headline counts who is let in, among what could be read', () => {
  expect(fleetHeadline(fleet, '81.2.69.142')).toEqual({
    letsIn: 2,
    letsInPartly: 0,
    readable: 5,
    found: 6,
    open: 2,
    openUnconfirmed: 1,
    subscriptionsRead: 58,
    subscriptionsTotal: 60,
    unreadable: 1,
    asOf: '2026-11-23T09:02:00Z',
  });
});

test('nobody is let in where nobody knows the address', () => {
  expect(fleetHeadline(fleet).letsIn).toBeUndefined();
});

test('the headline counts for whoever is asked about', () => {
  expect(fleetHeadline(fleet, '81.2.69.142', '73.140.245.7')).toMatchObject({ letsIn: 2 });
  const range = fleetHeadline(fleet, '81.2.69.142', '73.140.0.0/16');
  expect(range).toMatchObject({ letsIn: 1, letsInPartly: 1 });
  expect(fleetHeadline(fleet, undefined, '73.140.245.7')).toMatchObject({ letsIn: 2 });
});
