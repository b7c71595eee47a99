import { expect, test } from 'vitest';
import type { Failure } from '#lib/failure';
import { followLimitMs } from './limits.ts';
import type { ChangeRow } from './row.ts';
import { row } from './test-kit.ts';
import { afterFailure, claimsKey, pause } from './transitions.ts';

const time = { now: 5000, deadlineMs: 60_000, pollMs: 1000 };
const steps: readonly ChangeRow['next'][] = ['read', 'settle', 'follow'];

const claims = '{"access_token":{"acrs":{"essential":true,"value":"p1"}}}';
const parks: readonly Failure[] = [
  { code: 'sign-in-needed' },
  { code: 'claims-challenge', claims },
];
const passes: readonly Failure[] = [
  { code: 'throttled' },
  { code: 'busy' },
  { code: 'unreachable' },
  { code: 'azure-error', status: 503 },
  { code: 'console-not-accepted', what: 'credential' },
];
const ends: readonly Failure[] = [
  { code: 'not-authorized', action: 'write', scope: '/' },
  { code: 'locked', scopes: [] },
  { code: 'not-found', what: 'cluster' },
  { code: 'objection', status: 400 },
];

for (const next of steps) {
  const change = row({ next, stateSince: 4000 });
  for (const failure of parks) {
    test(`parks on ${failure.code} (${next})`, () => {
      expect(afterFailure(change, failure, time)).toMatchObject({ state: 'needs-sign-in', next });
    });
  }
  for (const failure of passes) {
    const state = { read: 'waiting', settle: 'sending', follow: 'applying' }[next];
    test(`tries again after ${failure.code} (${next})`, () => {
      expect(afterFailure(change, failure, time)).toMatchObject({ state, next, wakeAt: 7000 });
    });
  }
  for (const failure of ends) {
    const state = next === 'read' ? 'refused' : 'outcome-unknown';
    test(`ends as ${state} on ${failure.code} (${next})`, () => {
      expect(afterFailure(change, failure, time)).toMatchObject({ state, failure });
    });
  }
}

test('remembers since when it waits for the same reason', () => {
  const first = pause(row(), time, { code: 'cluster-busy' });
  const again = pause(first, { ...time, now: 9000 }, { code: 'cluster-busy' });
  const other = pause(again, { ...time, now: 12_000 }, { code: 'throttled' });
  expect([first, again, other].map(({ wait }) => wait?.since)).toEqual([5000, 5000, 12_000]);
});

test('does not wait past the deadline without looking', () => {
  const change = row({ wantedSince: 0, pauses: 9 });
  expect(pause(change, { ...time, now: 50_000 }, { code: 'unreachable' }).wakeAt).toBe(60_000);
});

test('does not settle or follow for ever', () => {
  const settling = row({ next: 'settle', stateSince: 0 });
  const following = row({ next: 'follow', acceptedAt: 0 });
  const late = { ...time, now: followLimitMs };
  for (const change of [settling, following]) {
    expect(
      pause(change, late, { code: 'unreachable', failure: { code: 'unreachable' } }),
    ).toMatchObject({
      state: 'outcome-unknown',
      failure: { code: 'unreachable' },
    });
  }
});

test('knows the same challenge at another moment, and another challenge', () => {
  const nbf = (value: string) => `{"access_token":{"nbf":{"essential":true,"value":"${value}"}}}`;
  expect(claimsKey(nbf('1604106651'))).toBe(claimsKey(nbf('1604999999')));
  const bare = (moment: string) => nbf(moment).replace(`"${moment}"`, moment);
  expect(claimsKey(bare('1604106651'))).toBe(claimsKey(bare('1604999999')));
  expect(claimsKey(nbf('1604106651'))).not.toBe(claimsKey(claims));
  expect(claimsKey(claims)).not.toBe(claimsKey(claims.replace('p1', 'p2')));
});
