import { expect, test } from 'vitest';
import { takesNothing } from './takes-nothing.ts';

/** As Drizzle hands on what PostgreSQL says. */
const wrapped = (severity: string, code: string) =>
  new Error('Failed query', {
    cause: Object.assign(new Error('of PostgreSQL'), { severity, code }),
  });

test.each([
  ['only reads', wrapped('ERROR', '25006'), true],
  ['has a full disk', wrapped('ERROR', '53100'), true],
  ['has no memory', wrapped('ERROR', '53200'), true],
  ['has no connection left', wrapped('FATAL', '53300'), true],
  ['has none left for a transaction', wrapped('FATAL', '53300').cause, true],
  ['starts', wrapped('FATAL', '57P03'), true],
  ['may have stored it before it ended in a panic', wrapped('PANIC', '53100'), false],
  ['may have stored it before it was shut down', wrapped('FATAL', '57P01'), false],
  ['may have stored it before the connection broke', wrapped('FATAL', '08006'), false],
  ['objects to what was asked', wrapped('ERROR', '23505'), false],
  ['did not answer', new Error('Connection terminated unexpectedly'), false],
])('knows of a database that %s whether anything may be stored', (_, error, nothing) => {
  expect(takesNothing(error)).toBe(nothing);
});
