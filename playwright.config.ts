import { defineConfig } from 'playwright/test';
import type { Options } from './e2e/fixtures/index.ts';
import { launchOptions } from './scripts/lib/browser.ts';

/**
 * Where browsers find API servers: in the emulator, but for those in a region of which no name is found.
 */
const apiServers = [
  'MAP *.nowhere.azmk8s.io ~NOTFOUND',
  `MAP *.azmk8s.io 127.0.0.1:${process.env['API_SERVERS_PORT']}`,
].join(', ');
/** Looks back at what all other tests have caused. */
const wholeRun = '**/whole-run.spec.ts';

export default defineConfig<Options>({
  testDir: 'e2e',
  outputDir: 'test-results/browser',
  globalSetup: './e2e/fixtures/start.ts',
  projects: [
    { name: 'pages', testIgnore: wholeRun, teardown: 'whole run' },
    { name: 'whole run', testMatch: wholeRun },
  ],
  fullyParallel: true,
  workers: 3,
  // A test that passes at the second try has found a race.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    [
      'json',
      {
        outputFile:
          process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? 'test-results/reports/browser.json',
      },
    ],
  ],
  use: {
    // These, and the port of the API servers, are there once e2e/fixtures/start.ts has run.
    baseURL: process.env['DRAWBRIDGE_URL'],
    emulatorUrl: process.env['EMULATOR_URL'] ?? '',
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // What spins is drawn sixty times a second, and takes the time of all other tests.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: launchOptions(
      ...[`--host-resolver-rules=${apiServers}`, '--disable-quic'],
      // No graphics card draws here, so that needs no process of its own.
      '--in-process-gpu',
      // A page lives for seconds: to make its code faster takes longer than is saved by it.
      '--js-flags=--no-opt --no-maglev',
    ),
  },
});
