import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeRecentTokens } from './recent-tokens.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const token = (text: string) => ({ token: text, version: 1 });

test('has a token for the person and the directory it was given for, for half a minute', () => {
  const tokens = makeRecentTokens();
  tokens.keep('anna', 'contoso', token('first'));
  expect(tokens.of('anna', 'contoso')).toEqual(token('first'));
  expect(tokens.of('anna', 'fabrikam')).toBeUndefined();
  expect(tokens.of('ben', 'contoso')).toBeUndefined();
  vi.advanceTimersByTime(20_000);
  tokens.keep('anna', 'contoso', token('second'));
  vi.advanceTimersByTime(20_000);
  expect(tokens.of('anna', 'contoso')).toEqual(token('second'));
  vi.advanceTimersByTime(10_000);
  expect(tokens.of('anna', 'contoso')).toBeUndefined();
});

test('forgets all tokens of a person, and of nobody else', () => {
  const tokens = makeRecentTokens();
  for (const who of ['anna', 'ben']) {
    for (const where of ['contoso', 'fabrikam']) tokens.keep(who, where, token(who));
  }
  tokens.forget('anna');
  expect(tokens.of('anna', 'contoso')).toBeUndefined();
  expect(tokens.of('anna', 'fabrikam')).toBeUndefined();
  expect(tokens.of('ben', 'fabrikam')).toEqual(token('ben'));
});
