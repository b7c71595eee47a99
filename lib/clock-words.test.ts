import { afterEach, expect, test, vi } from 'vitest';
import { clockWords } from './clock-words.ts';

afterEach(() => vi.unstubAllEnvs());

const moment = new Date('2026-11-06T09:02:05Z');
const at = (now: string, seconds = false, zone: 'local' | 'UTC' = 'UTC') =>
  clockWords(moment, { zone, seconds, now: new Date(now) });

test('says the time of a moment today, with seconds where they are asked for', () => {
  expect(at('2026-11-06T23:59:59Z')).toBe('09:02');
  expect(at('2026-11-06T00:00:00Z', true)).toBe('09:02:05');
});

test('says the day as well of a moment on another one, and the year of one in another', () => {
  expect(at('2026-11-07T00:00:00Z')).toBe('6 Nov, 09:02');
  expect(at('2027-11-06T09:02:05Z', true)).toBe('6 Nov 2026, 09:02:05');
  expect(at('2027-01-01T00:00:00Z')).toBe('6 Nov 2026, 09:02');
});

test('says it in the zone of whoever runs it', () => {
  vi.stubEnv('TZ', 'Asia/Kolkata');
  expect(at('2026-11-06T12:00:00Z', false, 'local')).toBe('14:32');
  vi.stubEnv('TZ', 'Pacific/Auckland');
  expect(at('2026-11-06T12:00:00Z', false, 'local')).toBe('6 Nov, 22:02');
});
