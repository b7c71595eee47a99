import { configDefaults, defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const onServer = [
  ...['lib/store/postgres.test.ts', 'lib/store/store.test.ts'],
  ...['lib/auth/postgres-cleaning.test.ts', 'lib/changes/postgres/*.test.ts'],
];
/** A process is killed here too, if none of the whole product; it takes its time. */
const onKill = ['lib/store/data-dir.test.ts'];

export default defineConfig({
  resolve: {
    // The package throws wherever it is not React's server build, which a unit test is not.
    alias: { 'server-only': `${root}/node_modules/server-only/empty.js` },
  },
  test: {
    restoreMocks: true,
    // A test that needs a process or a store takes its time on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    // Modules here keep no state, and loading them anew for each file takes longer than the tests.
    isolate: false,
    // One less than the cores would be one on two cores, and much of this waits for stores to open.
    maxWorkers: 2,
    projects: [
      project('unit', ['lib', 'components', 'app', 'scripts', 'bench'], {
        exclude: [...configDefaults.exclude, ...onServer, ...onKill],
      }),
      // What must be true of a real PostgreSQL as well, which is started for these alone.
      {
        extends: true,
        test: {
          name: 'postgres',
          include: onServer,
          globalSetup: './scripts/lib/postgres-setup.ts',
        },
      },
      // Against the product as it was built, over HTTP.
      {
        extends: true,
        test: {
          name: 'crash',
          include: ['crash/**/*.test.ts', ...onKill],
          globalSetup: './crash/setup.ts',
          // Mostly they wait, for leases of the dead to run out: side by side, also on two cores.
          maxWorkers: 3,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      // Against Microsoft's own client, documents and recordings: minutes, not seconds.
      project('emulator', ['emulator']),
    ],
  },
});

function project(
  name: string,
  folders: readonly string[],
  others: { readonly exclude?: string[] } = {},
) {
  const include = folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`);
  return { extends: true as const, test: { name, include, ...others } };
}
