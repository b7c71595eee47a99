import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopChildren } from '../../scripts/lib/children.ts';
import { type Background, consoleReady, launchConsole } from '../../scripts/lib/console.ts';
import { anyFreePort } from '../../scripts/lib/ports.ts';
import type { Place } from './http.ts';

/** A console that can be killed and started again, on the same port and the same store. */
export type Server = Place & {
  start(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** SIGTERM; answers how it ended once it has. */
  end(): Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** All that it has logged in its present or last life. */
  log(): string;
};

/** The folder, the emulator and the stop at the end that all servers of a file share. */
export function makeHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-crash-'));
  const emulatorUrl = process.env['EMULATOR_URL'] ?? '';
  let lives = 0;

  return {
    emulatorUrl,
    /** `publicUrl` of another server that this one is a replica of. */
    async server(settings: Readonly<Record<string, string>>, publicUrl?: string): Promise<Server> {
      const port = await anyFreePort();
      const publicPort = publicUrl === undefined ? port : Number(new URL(publicUrl).port);
      let running: Background | undefined;
      let logFile = '';
      const ended = async (signal: 'SIGKILL' | 'SIGTERM') => {
        if (!running) throw new Error('It does not run.');
        const { child } = running;
        running = undefined;
        const exit = once(child, 'exit');
        child.kill(signal);
        await exit;
        return { code: child.exitCode, signal: child.signalCode };
      };
      return {
        port,
        publicUrl: `http://localhost:${publicPort}`,
        async start() {
          lives += 1;
          const ports = { port, publicPort, emulatorUrl };
          const all = { DATA_DIR: join(folder, 'store'), ...settings };
          running = launchConsole(join(folder, `life-${lives}`), { ...ports, settings: all });
          logFile = running.log;
          await consoleReady(running, ports);
        },
        kill: async () => void (await ended('SIGKILL')),
        end: () => ended('SIGTERM'),
        log: () => readFileSync(logFile, 'utf8'),
      };
    },
    async close() {
      await stopChildren();
      rmSync(folder, { recursive: true });
    },
  };
}
