import { describe, expect, test } from 'vitest';
import { err, ok } from '#lib/result';
import { type OwnAddress, whereFrom } from './own-address.ts';

const now = new Date('2026-11-23T09:02:00Z');
const at = '2026-11-23T09:00:00.000Z';
const echoed: OwnAddress = { value: '81.2.69.142', source: 'seen by the echo', at };
const typed: OwnAddress = { value: '81.2.69.142', source: 'typed', at };
const notAsked = err('This console is not told where requests come from.');

describe('where a person comes from', () => {
  test('is what the trusted proxy saw, when nothing else is known', () => {
    expect(whereFrom(undefined, ok('81.2.69.142'), now)).toEqual({
      kind: 'known',
      address: { value: '81.2.69.142', source: 'seen by this server', at: now.toISOString() },
    });
  });

  test('is what the echo saw, when this server is not told', () => {
    expect(whereFrom(echoed, notAsked, now)).toEqual({ kind: 'known', address: echoed });
  });

  test('is undecided when the echo and this server saw two addresses', () => {
    const where = whereFrom(echoed, ok('137.117.106.88'), now);
    expect(where).toMatchObject({
      kind: 'disagree',
      seen: [{ value: '137.117.106.88' }, { value: '81.2.69.142' }],
    });
  });

  test('is what the person typed, whatever was seen', () => {
    expect(whereFrom(typed, ok('137.117.106.88'), now)).toEqual({ kind: 'known', address: typed });
  });

  test('is unknown, with the reason, when nobody saw anything', () => {
    expect(whereFrom(undefined, notAsked, now)).toMatchObject({
      kind: 'unknown',
      because: expect.stringContaining('not told'),
    });
  });
});
