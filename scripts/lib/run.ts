import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { startChild, startNode } from './children.ts';

/** What a program that has ended left behind. `output` is stdout and stderr as they came. */
export type Run = { readonly code: number; readonly output: string };

type Env = Readonly<Record<string, string>>;

/** Runs a program to its end and keeps what it says. One that does not start ends with code 127. */
export function run(command: string, args: readonly string[], env: Env = {}): Promise<Run> {
  return ended(startChild(command, args, options(env)));
}

/** Runs a script or a tool on the Node that runs this one. */
export function runNode(args: readonly string[], env: Env = {}): Promise<Run> {
  return ended(startNode(args, options(env)));
}

function options(env: Env): SpawnOptions {
  return { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } };
}

function ended(child: ChildProcess): Promise<Run> {
  const said: string[] = [];
  child.stdout?.on('data', (chunk) => said.push(String(chunk)));
  child.stderr?.on('data', (chunk) => said.push(String(chunk)));
  return new Promise((resolve) => {
    const end = (code: number) => resolve({ code, output: said.join('') });
    child.on('error', (error) => {
      said.push(error.message);
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}
