import { cpSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { endChild, root, startNode } from '../scripts/lib/children.ts';
import { consoleReady, consoleSettings } from '../scripts/lib/console.ts';
import { anyFreePort } from '../scripts/lib/ports.ts';

test('ships the server and nothing else of the folder in which it was built', () => {
  const shipped = readdirSync(join(root, '.next/standalone')).sort();
  expect(shipped).toEqual(['.next', 'node_modules', 'package.json', 'public', 'server.js']);
});

test('starts from what the image takes along', async () => {
  const image = mkdtempSync(join(tmpdir(), 'drawbridge-image-'));
  onTestFinished(() => rmSync(image, { recursive: true }));
  for (const { from, to } of copiedInto(lastStage())) {
    cpSync(join(root, from), join(image, to), { recursive: true });
  }

  const port = await anyFreePort();
  const settings = consoleSettings(image, {
    port,
    emulatorUrl: String(process.env['EMULATOR_URL']),
  });
  const log = join(image, 'console.log');
  const file = openSync(log, 'w');
  const child = startNode(['scripts/start.ts'], {
    cwd: image,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...settings },
    stdio: ['ignore', file, file],
  });
  await consoleReady({ child, log, url: settings.PUBLIC_URL }, { port });
  await endChild(child, 'SIGTERM');
  expect(child.exitCode).toBe(0);
});

/** Of the Dockerfile: what is in the image that runs. */
function lastStage(): string {
  return (
    readFileSync(join(root, 'Dockerfile'), 'utf8')
      .split(/^FROM /m)
      .at(-1) ?? ''
  );
}

function copiedInto(stage: string) {
  const copies = [...stage.matchAll(/^COPY (?:--from=build \/drawbridge\/)?(\S+) (\S+)$/gm)];
  expect(copies).not.toEqual([]);
  return copies.map(([, from = '', to = '']) => ({
    from,
    to: to.endsWith('/') ? join(to, from.split('/').at(-1) ?? '') : to,
  }));
}
