import { expect, test } from 'vitest';
import { answerLost, takesNothing } from './takes-nothing.ts';

/** As Drizzle hands on what PostgreSQL says. */
const wrapped = (severity: string, code: string) =>
  new Error('Failed query', {
    cause: Object.assign(new Error('of PostgreSQL'), { severity, code }),
  });

const waited = new Error('Failed query', {
  cause: new Error('timeout exceeded when trying to connect'),
});

test.each([
  ['only reads', wrapped('ERROR', '25006'), true],
  ['has a full disk', wrapped('ERROR', '53100'), true],
  ['was asked for two things that lock each other out', wrapped('ERROR', '40P01'), true],
  ['has no memory', wrapped('ERROR', '53200'), true],
  ['has no connection left', wrapped('FATAL', '53300'), true],
  ['has none left for a transaction', wrapped('FATAL', '53300').cause, true],
  ['starts', wrapped('FATAL', '57P03'), true],
  ['takes no connection', new Error('Connection terminated due to connection timeout'), true],
  ['has long kept all connections busy', waited, true],
  ['may have stored it before it ended in a panic', wrapped('PANIC', '53100'), false],
  ['may have stored it before it was shut down', wrapped('FATAL', '57P01'), false],
  ['may have stored it before the connection broke', wrapped('FATAL', '08006'), false],
  ['objects to what was asked', wrapped('ERROR', '23505'), false],
  ['did not answer', new Error('Connection terminated unexpectedly'), false],
])('knows of a database that %s whether anything may be stored', (_, error, nothing) => {
  expect(takesNothing(error)).toBe(nothing);
});

test.each([
  ['was shut down', wrapped('FATAL', '57P01'), true],
  ['broke its connection', wrapped('FATAL', '08006'), true],
  ['ended in the midst of a transaction', wrapped('FATAL', '57P02').cause, true],
  ['hung up', new Error('Failed query', { cause: coded('ECONNRESET') }), true],
  ['is not there', coded('ECONNREFUSED'), true],
  ['hung up without a word', new Error('Connection terminated unexpectedly'), true],
  ['fell silent', new Error('Failed query', { cause: new Error('Query read timeout') }), true],
  ['takes nothing', wrapped('ERROR', '53100'), false],
  ['objects to what was asked', wrapped('ERROR', '23505'), false],
  ['was asked by a mistake of ours', new TypeError('x is not a function'), false],
])('knows of a database that %s whether its answer was lost', (_, error, lost) => {
  expect(answerLost(error)).toBe(lost);
});

function coded(code: string): Error {
  return Object.assign(new Error('of the network'), { code });
}
