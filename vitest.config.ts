import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

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
    // Modules here keep no state, and loading them anew for each file takes longer than the tests.
    isolate: false,
    projects: [
      project('unit', ['lib', 'components', 'app', 'scripts']),
      // Against Microsoft's own client, documents and recordings: minutes, not seconds.
      project('emulator', ['emulator']),
    ],
  },
});

function project(name: string, folders: readonly string[]) {
  const include = folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`);
  return { extends: true as const, test: { name, include } };
}
