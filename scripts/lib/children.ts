import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';

/** The folder of the project; scripts run there whatever the caller's working directory is. */
export const root = dirname(dirname(import.meta.dirname));

/** How long a child may take to put its things away before it is killed. */
const graceMs = 2_000;
const running = new Set<ChildProcess>();
let stopping = false;

/** Starts a program that never outlives this one. */
export function startChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ChildProcess {
  const child = spawn(command, args, { cwd: root, ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Starts a script or a tool on the Node that runs this one. */
export function startNode(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const quiet = '--disable-warning=ExperimentalWarning';
  return startChild(process.execPath, [quiet, ...args], options);
}

/** The path of a tool's program inside node_modules. */
export function toolPath(name: string): string {
  return `${root}/node_modules/.bin/${name}`;
}

/** Sends a child that runs still a signal, and waits until it has ended. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** Ends all children: asks, waits, kills. */
export async function stopChildren(): Promise<void> {
  stopping = true;
  await Promise.all([...running].map(stopChild));
}

/** Whether the end was asked for, so that a child's exit is no accident. */
export function isStopping(): boolean {
  return stopping;
}

/** Ends this program and its children at Ctrl-C, `kill`, a closed terminal, or without its parent. */
export function stopOnSignals(exitCode: number): void {
  const stop = async () => {
    // A terminal and npm may both deliver the same Ctrl-C.
    if (stopping) return;
    await stopChildren();
    process.exit(exitCode);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

  // A parent that was killed hands nothing on.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500).unref();
}

async function stopChild(child: ChildProcess): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await endChild(child, 'SIGTERM');
  clearTimeout(timer);
}
