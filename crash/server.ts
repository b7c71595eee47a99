import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Place } from '../outside/http.ts';
import { endChild, stopChildren } from '../scripts/lib/children.ts';
import { type Background, consoleReady, launchConsole } from '../scripts/lib/console.ts';
import { copyEmptyStore } from '../scripts/lib/empty-store.ts';
import { anyFreePort } from '../scripts/lib/ports.ts';

type Settings = Readonly<Record<string, string>>;

/** A console that can be killed and started again, on the same port and the same store. */
export type Server = Place & {
  /** With settings of this life alone besides its own. */
  start(settings?: Settings): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** SIGTERM; answers how it ended once it has. */
  end(): Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** All that it has logged in its present or last life. */
  log(): string;
};

type ServerOptions = {
  readonly own?: Settings;
  /** Of another server that this one is a replica of. */
  readonly publicUrl?: string;
  /** Whether it finds a store, or has to make one first; neither where its settings name a database. */
  readonly store?: 'empty' | 'none';
};

/** Nobody gains by waiting a second for an operation that has ended at once. */
const quickly = { AKS_POLL_MS: '20' };

/** The emulator, and the servers of a file, which end with it. */
export function makeTestbed() {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-crash-'));
  const emulatorUrl = process.env['EMULATOR_URL'] ?? '';

  return {
    emulatorUrl,
    async server({ own, publicUrl, store = 'empty' }: ServerOptions = {}): Promise<Server> {
      const port = await anyFreePort();
      const home = join(folder, String(port));
      if (store === 'empty') copyEmptyStore(join(home, 'store'));
      const publicPort = publicUrl === undefined ? port : Number(new URL(publicUrl).port);
      let life: Background | undefined;
      const running = () => {
        if (life) return life;
        throw new Error('It was never started.');
      };
      return {
        port,
        publicUrl: `http://localhost:${publicPort}`,
        async start(settings) {
          const all = { ...quickly, ...own, ...settings };
          const options = { port, publicPort, emulatorUrl, settings: all };
          life = launchConsole(home, options);
          await consoleReady(life, options);
        },
        kill: () => endChild(running().child, 'SIGKILL'),
        async end() {
          const { child } = running();
          await endChild(child, 'SIGTERM');
          return { code: child.exitCode, signal: child.signalCode };
        },
        log: () => readFileSync(running().log, 'utf8'),
      };
    },
    async close() {
      await stopChildren();
      rmSync(folder, { recursive: true });
    },
  };
}
