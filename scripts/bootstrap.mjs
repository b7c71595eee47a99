// Behind every npm script: runs on a machine that has Node 20 and npm and nothing else, installs what is
// missing and hands over to `scripts/<verb>.ts` on the Node that the project brings along.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atLeast, isInstalled } from './lib/installed.mjs';

const verbs = ['demo', 'dev', 'emulator', 'build', 'start', 'check', 'test', 'soak', 'bench'];
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const leastNode = /** @type {const} */ ([22, 19]);

const [verb = '', ...rest] = process.argv.slice(2);
if (!verbs.includes(verb)) stop(`Say one of: ${verbs.join(', ')}.`);
if (!atLeast(process.versions.node, [20, 0])) {
  stop(`Drawbridge needs Node 20 or newer, this is ${process.versions.node}: https://nodejs.org`);
}
if (!installed()) install();
handOver(findNode());

function installed() {
  const hidden = join(root, 'node_modules/.package-lock.json');
  return isInstalled(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
    existsSync(hidden) ? readFileSync(hidden, 'utf8') : undefined,
    (path) => existsSync(join(root, path)),
  );
}

function install() {
  console.log('Installing packages (npm ci); the first time takes about a minute ...');
  const npm = process.env.npm_execpath;
  const [command, ...before] = npm ? [process.execPath, npm] : ['npm'];
  // Whatever NODE_ENV or an npmrc say: the tools are needed, and Node itself is an optional dependency.
  const wanted = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const { status, signal, error, stdout, stderr } = spawnSync(command, [...before, ...wanted], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return;
  const words = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-20).join('\n');
  stop(
    `npm ci failed (${error?.message ?? signal ?? `exit code ${status}`}). Its last lines:\n${words}`,
  );
}

function findNode() {
  const bundled = join(root, 'node_modules/.bin/node');
  if (existsSync(bundled)) return bundled;
  if (atLeast(process.versions.node, leastNode)) return process.execPath;
  return stop(
    `Drawbridge runs on Node ${leastNode.join('.')} or newer, this is ${process.versions.node}. ` +
      'On Linux (x64, arm64) npm brings one along; here please install it: https://nodejs.org',
  );
}

/** @param {string} node */
function handOver(node) {
  const script = join(root, 'scripts', `${verb}.ts`);
  // Node 22 strips types as well, but warns of it.
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...rest], {
    cwd: root,
    stdio: 'inherit',
    // For the tools that start `node` by its name.
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
  });
  // Ctrl-C reaches the child by itself, `kill` does not. Either way it decides when all is put away.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  console.error(message);
  process.exit(1);
}
