import { afterEach, expect, test, vi } from 'vitest';
import { currentStore } from './current.ts';

const least = {
  AZURE_CLIENT_ID: '11112222-bbbb-3333-cccc-4444dddd5555',
  AZURE_CLIENT_SECRET: 's3cret',
  SESSION_KEYS: Buffer.alloc(32, 7).toString('base64'),
};
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  Reflect.deleteProperty(globalThis, 'drawbridgeSettings');
});

test.each([
  [{ DATABASE_URL: 'postgres://u@127.0.0.1:1/x' }, 'DATABASE_URL leads to no store: connect ECONN'],
  [{ DATABASE_URL: 'postgres://u@localhost:1/x' }, 'DATABASE_URL leads to no store: connect ECONN'],
  [{ DATA_DIR: '/dev/null/x' }, 'DATA_DIR leads to no store: ENOTDIR'],
])('names the setting that leads nowhere, and why: %o', async (where, words) => {
  for (const [name, value] of Object.entries({ ...least, ...where })) vi.stubEnv(name, value);
  await expect(currentStore()).rejects.toThrow(words);
});

test('says of each address of a name why not, since the whole has no words', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://u@db.example.com/x');
  for (const [name, value] of Object.entries(least)) vi.stubEnv(name, value);
  const { default: pg } = await import('pg');
  const reasons = ['connect ECONNREFUSED ::1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'];
  const failure = new AggregateError(reasons.map((reason) => new Error(reason)));
  vi.spyOn(pg.Client.prototype, 'connect').mockRejectedValue(failure);
  await expect(currentStore()).rejects.toThrow(reasons.join('; '));
});
