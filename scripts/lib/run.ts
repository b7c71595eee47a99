import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { startChild, startNode } from './children.ts';

/** What a program that has ended left behind. `output` is stdout and stderr as they came. */
export type Run = { readonly code: number; readonly output: string };

type Env = Readonly<Record<string, string>>;

/** Longer than any part of the tests takes on a slow machine: what is still running then, hangs. */
const limitSeconds = 1200;

/** Runs a program to its end and keeps what it says. One that does not start ends with code 127. */
export function run(command: string, args: readonly string[], env: Env = {}): Promise<Run> {
  return ended(startChild(command, args, options(env)));
}

/** Runs a script or a tool on the Node that runs this one. */
export function runNode(args: readonly string[], env: Env = {}): Promise<Run> {
  return ended(startNode(args, options(env)));
}

function options(env: Env): SpawnOptions {
  return { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', ...env } };
}

function ended(child: ChildProcess): Promise<Run> {
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => said.push(text));
  }
  return new Promise((resolve) => {
    const end = (code: number, remark = '') => {
      clearTimeout(limit);
      resolve({ code, output: said.join('') + remark });
    };
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      end(1, `\nIt was ended after ${limitSeconds} s.`);
    }, limitSeconds * 1000);
    child.on('error', ({ message }) => end(127, message));
    child.on('close', (code, signal) =>
      end(code ?? 1, signal ? `\nIt was ended by ${signal}.` : ''),
    );
  });
}
