import { defineConfig } from 'playwright/test';
import type { Options } from './e2e/fixtures/index.ts';
import { findBrowsers } from './scripts/lib/browser.ts';

const [browser] = findBrowsers();
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
    // Both are there once e2e/fixtures/start.ts has run.
    baseURL: process.env['DRAWBRIDGE_URL'],
    emulatorUrl: process.env['EMULATOR_URL'] ?? '',
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // What spins is drawn sixty times a second, and takes the time of all other tests.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(browser ? { executablePath: browser } : {}),
      args: [
        // Chromium's sandbox does not work for root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        // The tests talk to this machine only.
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
        ...['--disable-gpu', '--disable-quic', '--no-first-run'],
      ],
    },
  },
});
