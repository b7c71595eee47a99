import { startPostgres } from './postgres.ts';

/** One server for all tests of a run that want a real one; or one that is there already. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env['TEST_DATABASE_URL']) return async () => {};
  const postgres = await startPostgres();
  process.env['TEST_DATABASE_URL'] = postgres.url;
  return postgres.remove;
}
