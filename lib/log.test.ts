import { expect, test } from 'vitest';
import { makeLog } from './log.ts';

function written(write: (log: ReturnType<typeof makeLog>) => void): string {
  const lines: string[] = [];
  write(makeLog({ write: (line) => lines.push(line) }));
  return lines.join('');
}

const jwt =
  'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL20iLCJvaWQiOiJ4In0.c2lnbmF0dXJl';
const secret = 'aXR7bG9uZ3NlY3JldHZhbHVldGhhdG5vYm9keW1heXNlZQ';

const hidden = [
  ['a token in a message', {}, `got ${jwt}`],
  ['a token deep in an object', { a: { b: [{ c: jwt }] } }, ''],
  ['an authorization header', { headers: { authorization: `Bearer ${secret}` } }, ''],
  ['a bearer token in a message', {}, `sent Bearer ${secret}`],
  ['a cookie header with quotes in it', { headers: { cookie: `a="b"; c=${secret}` } }, ''],
  ['our session cookie', {}, `kept __Host-sid=${secret}; Path=/`],
  ['our session cookie on loopback', {}, `kept sid-3000=${secret}; Path=/`],
  ['a refresh token', { body: { refresh_token: secret } }, ''],
  ['a refresh token in JSON in a string', { body: JSON.stringify({ refresh_token: secret }) }, ''],
  [
    'a refresh token in JSON in JSON in a string',
    { body: JSON.stringify({ inner: JSON.stringify({ refresh_token: secret }) }) },
    '',
  ],
  ['a form body', { body: `grant_type=x&client_secret=${secret}&refresh_token=${secret}` }, ''],
  [
    'the code and state of a callback',
    { url: `/auth/callback?code=${secret}&state=${secret}` },
    '',
  ],
  ['the code and state of a parsed callback', { query: { code: secret, state: secret } }, ''],
  ['the secret of the app', { clientSecret: secret }, ''],
  ['an error that quotes a token', { err: new Error(`bad token ${jwt}`) }, ''],
  ['the password of the database', {}, `cannot reach postgres://me:${secret}@db.example.com/x`],
] as const;

for (const [what, fields, message] of hidden) {
  test(`hides ${what}`, () => {
    const line = written((log) => log.info(fields, message));
    expect(line).toContain('[redacted]');
    expect(line).not.toContain(secret);
    expect(line).not.toContain('eyJhdWQi');
    expect(() => JSON.parse(line)).not.toThrow();
  });
}

test('leaves error codes and states of changes readable', () => {
  const line = written((log) => log.info({ failure: { code: 'not-found' }, state: 'applying' }));
  expect(JSON.parse(line)).toMatchObject({ failure: { code: 'not-found' }, state: 'applying' });
});

test('writes one line whatever a caller typed', () => {
  const line = written((log) => log.info({ reason: 'x\n{"level":30,"msg":"forged"}' }, 'a\r\nb'));
  expect(line.trimEnd().split('\n')).toHaveLength(1);
});
