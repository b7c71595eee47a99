import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { ok } from '#lib/result';

const readySchema = z.object({ url: z.string() });
const tokenSchema = z.object({ accessToken: z.string() });

/** For tests: a running emulator, reached as Azure is, by URL. */
export type EmulatorProcess = {
  /** Also the origin of its Resource Manager. */
  readonly url: string;
  /** Says something to its control plane, as `emulator/README.md` describes. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Where a credential of this person gets its tokens. */
  tokensOf(person: string): () => Promise<{ readonly ok: true; readonly value: string }>;
  close(): Promise<void>;
};

/** For tests: starts the emulator with an empty world, as a program of its own on a free port. */
export async function startEmulatorProcess(): Promise<EmulatorProcess> {
  const main = new URL('../../emulator/main.ts', import.meta.url).pathname;
  const options = ['--port', '0', '--world', 'empty'];
  const child = spawn(process.execPath, [main, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url } = readySchema.parse(JSON.parse(String(line)));

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const request = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${url}/_emulator/${path}`, request);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
  return {
    url,
    control,
    tokensOf: (person) => async () =>
      ok(tokenSchema.parse(await control('POST', 'tokens', { person })).accessToken),
    async close() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
