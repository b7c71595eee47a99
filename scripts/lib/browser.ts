import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { toolPath } from './children.ts';
import { type Run, run, runNode } from './run.ts';

/** The headless shell first: a new browser context costs it a tenth of what it costs a whole Chromium. */
const names = [
  'chromium-headless-shell',
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
];
const folders = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin'];
const macPrograms = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Browsers that are there, the best first: the one that `BROWSER_PATH` names, those of the system, the
 * one Playwright has installed.
 */
export function findBrowsers(
  exists: (path: string) => boolean = existsSync,
  env: Readonly<Record<string, string | undefined>> = process.env,
): readonly string[] {
  const searched = [...(env['PATH'] ?? '').split(delimiter).filter(Boolean), ...folders];
  const programs = searched.flatMap((folder) => names.map((name) => join(folder, name)));
  const named = env['BROWSER_PATH'] ?? '';
  return [named, ...programs, ...macPrograms, chromium.executablePath()].filter(exists);
}

/** How the best browser is started for tests and the bench, with more of its switches. */
export function launchOptions(...more: readonly string[]) {
  const [executablePath] = findBrowsers();
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      // Chromium's sandbox does not work for root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      // They talk to this machine only.
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...['--disable-gpu', '--no-first-run'],
      ...more,
    ],
  };
}

/**
 * A browser that starts, installed when there is none: Playwright's own, else Debian's when we may.
 * The text of the error says what a person has to do.
 */
export async function provideBrowser(): Promise<string> {
  const attempts: string[] = [];
  for (const install of [undefined, installPlaywrights, installDebians]) {
    if (install) attempts.push(lastLines(await install()));
    for (const browser of findBrowsers()) {
      const version = await run(browser, ['--version']);
      if (version.code === 0) return browser;
      attempts.push(`${browser} does not start: ${lastLines(version)}`);
    }
  }
  throw new Error(
    'The browser tests need Chromium or Chrome, and none could be installed here. Install one (Debian: ' +
      `apt-get install chromium), then run this again. What was tried:\n${attempts.join('\n')}`,
  );
}

function installPlaywrights(): Promise<Run> {
  console.log('No browser found: asking Playwright for its own ...');
  return runNode([toolPath('playwright'), 'install', '--no-shell', 'chromium']);
}

async function installDebians(): Promise<Run> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return { code: 1, output: 'apt-get: only for root on Debian' };
  }
  console.log("Installing Debian's Chromium ...");
  // dpkg wants the system's folders on its path, which an ordinary one may lack.
  const PATH = `${process.env['PATH']}:/usr/local/sbin:/usr/sbin:/sbin`;
  const env = { PATH, DEBIAN_FRONTEND: 'noninteractive' };
  await run('/usr/bin/apt-get', ['update', '-q'], env);
  const shell = await run('/usr/bin/apt-get', ['install', '-qy', 'chromium-headless-shell'], env);
  if (shell.code === 0) return shell;
  return run('/usr/bin/apt-get', ['install', '-qy', 'chromium'], env);
}

function lastLines({ output }: Run): string {
  return output.trim().split('\n').slice(-5).join('\n');
}
