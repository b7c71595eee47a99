import { expect, test } from 'vitest';
import type { Intent } from '#lib/ranges/intent';
import type { ChangeRow } from './row.ts';
import { swapOffer } from './swap-offer.ts';
import { ben, row } from './test-kit.ts';

const old = '81.2.69.9/32';
const now = '81.2.69.142/32';
const standing = '73.140.245.0/24';
const at = (time: string) => Date.parse(`2026-11-02T${time}:00.000Z`);

function change(time: string, intents: Intent[], about: Partial<ChangeRow> = {}): ChangeRow {
  const done = { id: `at ${time}`, state: 'done', addressSource: 'detected' } as const;
  return row({ ...done, intents, acceptedAt: at(time), stateSince: at(time), ...about });
}

const add = (range: string): Intent => ({ do: 'add', range });
const added = change('17:02', [add(old)]);

test('offers the address that the person added before', () => {
  expect(swapOffer([added], [added], [standing, old], now)).toBe(old);
});

test('offers the one of a swap, and not the one that was swapped away', () => {
  const swapped = change('17:10', [{ do: 'remove', entry: old }, add('194.168.1.7/32')]);
  const list = [standing, '194.168.1.7'];
  expect(swapOffer([swapped, added], [swapped, added], list, now)).toBe('194.168.1.7/32');
});

test('offers the newest of several', () => {
  const newer = change('17:10', [add('194.168.1.7/32')]);
  expect(swapOffer([newer, added], [newer, added], [old, '194.168.1.7/32'], now)).toBe(
    '194.168.1.7/32',
  );
});

const notOffered: readonly [
  string,
  Partial<ChangeRow>,
  readonly string[],
  (readonly ChangeRow[])?,
][] = [
  ['it stands there no more', {}, [standing]],
  ['it stands there twice', {}, [old, '81.2.69.9']],
  ['it is a range', { intents: [add('81.2.69.8/31')] }, ['81.2.69.8/31']],
  ['a batch added it beside their own', { intents: [add(now), add(old)] }, [old, now]],
  ['it is the very address to be added', { intents: [add(now)] }, [now]],
  ['it was added in the form for anybody', { addressSource: undefined }, [old]],
  ['it had been there already', { alreadySo: true }, [old]],
  [
    'a colleague asked for it, too',
    {},
    [old],
    [change('16:00', [add(old)], { grantId: ben, alreadySo: true })],
  ],
  [
    'a colleague is about to add it',
    {},
    [old],
    [change('17:30', [add(old)], { grantId: ben, state: 'queued', acceptedAt: undefined })],
  ],
  [
    'a colleague restricted the cluster to it',
    {},
    [old],
    [change('16:00', [{ do: 'restrict', ranges: [standing, old] }], { grantId: ben })],
  ],
  [
    'it was removed since and somebody put it back',
    {},
    [old],
    [change('17:30', [{ do: 'remove', entry: old }])],
  ],
];
for (const [why, about, entries, others = []] of notOffered) {
  test(`offers nothing when ${why}`, () => {
    const mine = { ...added, ...about };
    expect(swapOffer([mine], [mine, ...others], entries, now)).toBeUndefined();
  });
}

test('does not mind a colleague whose wish for it was cancelled', () => {
  const cancelled = change('17:30', [add(old)], { grantId: ben, state: 'cancelled' });
  expect(swapOffer([added], [added, cancelled], [old], now)).toBe(old);
});

test('does not mind that it was removed before it was added', () => {
  const removed = change('16:00', [{ do: 'remove', entry: old }]);
  expect(swapOffer([added], [removed, added], [old], now)).toBe(old);
});
