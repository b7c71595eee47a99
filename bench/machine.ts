import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../scripts/lib/children.ts';
import { run } from '../scripts/lib/run.ts';

/** Where and with what a run was made, as lines of Markdown. */
export async function machineLines(others: Readonly<Record<string, string>>): Promise<string[]> {
  const commit = await run('git', ['-C', root, 'rev-parse', '--short', 'HEAD']);
  const changed = await run('git', ['-C', root, 'status', '--porcelain', '--untracked-files=no']);
  const edits = changed.output.trim() === '' ? '' : ', with edits that are not committed';
  const [cpu] = cpus();
  const versions = { Node: process.versions.node, ...packageVersions(), ...others };
  return [
    `- Date: ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `- Commit: ${commit.code === 0 ? commit.output.trim() : 'unknown'}${edits}`,
    `- Machine: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${type()} ${release()}; load at the start ${loadavg()[0]?.toFixed(1)}`,
    `- Versions: ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}`,
  ];
}

const measured = ['next', 'react', '@azure/arm-containerservice', 'ip-cidr'];
const peers = ['cidr-tools', 'ipaddr.js', 'netmask'];

function packageVersions(): Record<string, string> {
  return Object.fromEntries([...measured, ...peers].map((name) => [name, versionOf(name)]));
}

function versionOf(name: string): string {
  const file = join(root, 'node_modules', name, 'package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
