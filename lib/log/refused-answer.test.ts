import { expect, test } from 'vitest';
import { makeLog } from '#lib/log';
import { logRefused } from './refused-answer.ts';

function lineOf(...[by, answer, level]: Parameters<typeof logRefused>): unknown {
  const lines: string[] = [];
  logRefused(by, answer, level, makeLog({ write: (line) => lines.push(line) }));
  return JSON.parse(lines.join(''));
}

const asked = { method: 'GET', path: '/subscriptions/2', correlationId: 'c1' };
const said = { code: 'AuthorizationFailed', message: 'The client has no authorization.' };

test('writes in whose words something was refused, and by which id people know it', () => {
  const answer = { ...asked, ...said, status: 403 };
  expect(lineOf('Azure', answer)).toMatchObject({
    level: 30,
    msg: 'Azure refused',
    refused: answer,
  });
});

test('warns where nobody answered: the way there is for the operator to look at', () => {
  const answer = { ...asked, message: 'No answer: ECONNREFUSED' };
  expect(lineOf('Entra', answer)).toMatchObject({ level: 40, msg: 'Entra did not answer' });
});

test('hides a token that a proxy on the way sends back', () => {
  const message = 'POST refresh_token=0.AXkA-secret&client_secret=abc~def was blocked';
  const line = JSON.stringify(lineOf('Entra', { ...asked, message, status: 502 }, 'warn'));
  expect(line).toContain('refresh_token=[redacted]&client_secret=[redacted] was blocked');
});
