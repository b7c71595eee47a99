import { beforeEach, expect, test, vi } from 'vitest';
import { log } from '#lib/log';
import { noteAnswer, noteNoAnswer } from './entra-log.ts';

const asked = { method: 'POST', path: '/t/oauth2/v2.0/token', correlationId: 'of-msal' };
const here = { ...asked, isAbroad: false };
const theirs = '1a2b3c4d-5e6f-4708-9a0b-1c2d3e4f5a6b';
const info = vi.fn();
const warn = vi.fn();
beforeEach(() => {
  vi.spyOn(log, 'info').mockImplementation(info.mockClear());
  vi.spyOn(log, 'warn').mockImplementation(warn.mockClear());
});

function refusal(error: string, code: string): string {
  const description = `${code}: Because. Trace ID: ${theirs} Correlation ID: ${theirs}`;
  return JSON.stringify({ error, error_description: description });
}

const forTheOperator = [
  ['invalid_client', 'AADSTS7000215'],
  ['invalid_client', 'AADSTS7000222'],
  ['invalid_client', 'AADSTS700027'],
  ['unauthorized_client', 'AADSTS700016'],
] as const;

for (const [error, code] of forTheOperator) {
  test(`warns of ${code} in the words of Entra`, () => {
    noteAnswer({ ...here, status: 401 }, refusal(error, code));
    const message = expect.stringContaining(`${code}: Because.`);
    const refused = { ...asked, status: 401, code, message, correlationId: theirs };
    expect(warn).toHaveBeenCalledExactlyOnceWith({ refused }, 'Entra refused');
  });
}

for (const [error, code, warnings] of [
  ['unauthorized_client', 'AADSTS700016', 0],
  ['invalid_client', 'AADSTS7000229', 0],
  ['invalid_client', 'AADSTS7000222', 1],
] as const) {
  test(`warns ${warnings ? 'of' : 'nobody of'} ${code} where nobody signs in`, () => {
    noteAnswer({ ...here, isAbroad: true, status: 400 }, refusal(error, code));
    expect(warn).toHaveBeenCalledTimes(warnings);
    expect(info).toHaveBeenCalledTimes(1 - warnings);
  });
}

test('writes without a warning what is between Entra and the person', () => {
  noteAnswer({ ...here, status: 400 }, refusal('invalid_grant', 'AADSTS50173'));
  const refused = expect.objectContaining({ code: 'AADSTS50173', status: 400 });
  expect(info).toHaveBeenCalledExactlyOnceWith({ refused }, 'Entra refused');
  expect(warn).not.toHaveBeenCalled();
});

test('warns of an answer that cannot be Entra’s, with what can be read of it', () => {
  noteAnswer({ ...here, status: 200 }, '<style>p{}</style><h1>Log in to the proxy</h1>');
  const refused = { ...asked, status: 200, message: 'Log in to the proxy' };
  expect(warn).toHaveBeenCalledExactlyOnceWith({ refused }, 'Entra refused');
});

test('writes of no answer why none came, and by which id the person knows it', () => {
  const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  noteNoAnswer(asked, new TypeError('fetch failed', { cause }));
  const refused = { ...asked, message: 'No answer: ECONNREFUSED' };
  expect(warn).toHaveBeenCalledExactlyOnceWith({ refused }, 'Entra did not answer');
});

test('writes nothing of a token', () => {
  noteAnswer({ ...here, status: 200 }, JSON.stringify({ access_token: 'secret' }));
  expect(info).not.toHaveBeenCalled();
  expect(warn).not.toHaveBeenCalled();
});
