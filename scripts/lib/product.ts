import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root, toolPath } from './children.ts';
import { type Run, runNode } from './run.ts';

const built = join(root, '.next');
const stampFile = join(built, 'built-from');

/** What a build is made of. */
const sources = [
  '{app,components,lib,public}/**',
  '{instrumentation,proxy}.ts',
  '{next.config.js,postcss.config.mjs,tsconfig.json,package-lock.json}',
];

/** Whether the product in .next was built from the sources as they are now. */
export function isBuilt(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stampOf(root);
}

/**
 * What Next salts the names of server actions with. With one of its own for each build every form that
 * stands open would be dead after an upgrade, and replicas that were built apart would refuse each
 * other's. Nothing is encrypted with it: that is done to values that an action closes over, and none does.
 */
const actionSalt = createHash('sha256').update('drawbridge').digest('base64');

/**
 * What Next's server needs. It ships besides whatever in this folder has a name like that of a file which the
 * product opens, and might one day ship the keys and the database of whoever builds.
 */
const ofServer = ['.next', 'node_modules', 'package.json', 'server.js'];

/** Builds the standalone server, complete with what a browser asks it for. */
export async function build(): Promise<Run> {
  rmSync(stampFile, { force: true });
  const stamp = stampOf(root);
  const run = await runNode([toolPath('next'), 'build'], {
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionSalt,
  });
  if (run.code !== 0) return run;
  const standalone = join(built, 'standalone');
  for (const name of readdirSync(standalone)) {
    if (!ofServer.includes(name)) rmSync(join(standalone, name), { recursive: true });
  }
  cpSync(join(built, 'static'), join(standalone, '.next/static'), { recursive: true });
  if (existsSync(join(root, 'public'))) {
    cpSync(join(root, 'public'), join(standalone, 'public'), { recursive: true });
  }
  writeFileSync(stampFile, stamp);
  return run;
}

/** Builds it unless it is built. Throws with what the build said. */
export async function ensureBuilt(): Promise<void> {
  if (isBuilt()) return;
  console.log('Building; this takes about half a minute ...');
  const { code, output } = await build();
  if (code !== 0) throw new Error(`The build failed:\n${output.trim()}`);
}

/** A hash of all sources under `folder`: their names and their content. Tests and their tools are none. */
export function stampOf(folder: string): string {
  const hash = createHash('sha256');
  const isOfTests = (path: string) => /\.test\.tsx?$|(^|\/)test-[^/]*$/.test(path);
  const paths = globSync(sources, { cwd: folder }).filter((path) => !isOfTests(path));
  for (const path of paths.sort()) {
    if (!statSync(join(folder, path)).isFile()) continue;
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(folder, path)))
      .update('\0');
  }
  return hash.digest('hex');
}
