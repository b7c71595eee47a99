import type { ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { application } from '../../emulator/world/world.ts';
import { startNode } from './children.ts';

const readyWithinMs = 120_000;

/** A program that runs in the background. `log` is the file with all it says. */
export type Background = {
  readonly url: string;
  readonly child: ChildProcess;
  readonly log: string;
};

const readySchema = z.object({
  url: z.string(),
  httpsUrl: z.string().optional(),
  apiServersPort: z.number().transform(String),
});

type EmulatorOptions = {
  readonly world: string;
  readonly port: number;
  /** More of the emulator's own options. */
  readonly more?: readonly string[];
};

/** Starts the emulator, port 0 for a free one, and waits until it answers. */
export async function startEmulator(
  folder: string,
  options: EmulatorOptions,
): Promise<Background & z.infer<typeof readySchema>> {
  const { world, port, more = [] } = options;
  const args = ['emulator/main.ts', '--world', world, '--port', String(port), ...more];
  const emulator = inBackground('emulator', args, folder, ownEnvironment());
  const ready = await waitFor('The emulator', emulator, () => {
    const line = /^{"emulator":"ready".*}$/m.exec(readFileSync(emulator.log, 'utf8'));
    return line ? readySchema.parse(JSON.parse(line[0])) : undefined;
  });
  return { ...emulator, ...ready };
}

/** Starts the product as it was built, on its own data in `folder`, and waits until it is ready. */
export async function startConsole(folder: string, options: ConsoleOptions): Promise<Background> {
  const drawbridge = launchConsole(folder, options);
  await consoleReady(drawbridge, options);
  return drawbridge;
}

/** As `startConsole`, without waiting. */
export function launchConsole(folder: string, options: ConsoleOptions): Background {
  const settings = consoleSettings(folder, options);
  const env = { ...ownEnvironment(), ...settings };
  const started = inBackground('console', ['scripts/start.ts'], folder, env);
  return { ...started, url: settings.PUBLIC_URL };
}

/** Waits until a console that was launched is ready. Throws when it ends before. */
export function consoleReady(
  drawbridge: Background,
  { port }: Pick<ConsoleOptions, 'port'>,
): Promise<true> {
  return waitFor('The console', drawbridge, async () => {
    const ready = await fetch(`http://localhost:${port}/readyz`).catch(() => undefined);
    // A body left unread keeps the connection, and with it the server when it is told to end.
    await ready?.body?.cancel();
    return ready?.ok || undefined;
  });
}

type ConsoleOptions = {
  readonly port: number;
  /** Where browsers see it, when something stands in front. */
  readonly publicPort?: number;
  readonly emulatorUrl: string;
  /** More settings, or others than it has otherwise. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** The settings of a console whose Azure is the emulator. */
export function consoleSettings(folder: string, options: ConsoleOptions) {
  const { port, publicPort = port, emulatorUrl, settings } = options;
  return {
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${publicPort}`,
    AZURE_TENANT_ID: 'organizations',
    AZURE_CLIENT_ID: application.clientId,
    AZURE_CLIENT_SECRET: application.clientSecret,
    AZURE_AUTHORITY_HOST: emulatorUrl,
    AZURE_RESOURCE_MANAGER: emulatorUrl,
    PUBLIC_IP_ECHO_URL: `${emulatorUrl}/echo/ip`,
    DATA_DIR: join(folder, 'store'),
    ...settings,
  };
}

/** The last lines of a log, for a person who wants to know why a program ended. */
export function lastLines(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').slice(-20).join('\n');
}

/** Nothing of the caller's settings for a console: a DATABASE_URL in a shell is not meant for the emulator's world. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG, NODE_COMPILE_CACHE } = process.env;
  const kept = { PATH, HOME, TMPDIR, LANG, NODE_COMPILE_CACHE };
  return { ...kept, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
}

function inBackground(
  name: string,
  args: readonly string[],
  folder: string,
  env: NodeJS.ProcessEnv,
): { child: ChildProcess; log: string } {
  mkdirSync(folder, { recursive: true });
  const log = join(folder, `${name}.log`);
  const file = openSync(log, 'w');
  return { child: startNode(args, { stdio: ['ignore', file, file], env }), log };
}

async function waitFor<T>(
  name: string,
  { child, log }: { child: ChildProcess; log: string },
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + readyWithinMs;
  while (child.exitCode === null && child.signalCode === null && Date.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await setTimeout(50);
  }
  const what = Date.now() < end ? 'ended at once' : `was not ready after ${readyWithinMs / 1000} s`;
  throw new Error(`${name} ${what}. Its last lines:\n${lastLines(log)}`);
}
