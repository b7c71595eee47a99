import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { listAt } from './json-edit.ts';
import { armClient } from './testing/arm-client.ts';

// Each test starts a program of its own.
vi.setConfig({ testTimeout: 30_000 });

const main = new URL('main.ts', import.meta.url).pathname;

function start(...args: string[]) {
  return spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

test('says in one line where it is, answers there, and stops when told', async () => {
  const program = start('--port', '0', '--https-port', '0');
  const [line] = await once(program.stdout, 'data');
  const { emulator, url, httpsUrl, apiServersPort } = JSON.parse(String(line));
  const people = await (await fetch(`${url}/_emulator/people`)).json();
  program.kill('SIGTERM');
  const [code] = await once(program, 'exit');

  expect({ emulator, code }).toEqual({ emulator: 'ready', code: 0 });
  expect(httpsUrl).toMatch(/^https:\/\/localhost:\d+$/);
  expect(apiServersPort).toBeGreaterThan(0);
  expect(people).toHaveLength(3);
});

test('plays a fleet of the size it is told, to somebody who sees all of it', async () => {
  const size = ['--subscriptions', '2', '--clusters', '3', '--entries', '5'];
  const program = start('--port', '0', '--world', 'fleet', ...size);
  const [line] = await once(program.stdout, 'data');
  const { url } = JSON.parse(String(line));
  const ask = armClient(url, 'ines.okafor@contoso.com');
  const query = 'resources | where type =~ "microsoft.containerservice/managedclusters"';
  const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
  const { body } = await ask('POST', path, { body: { query } });
  program.kill('SIGTERM');
  await once(program, 'exit');

  expect(listAt(body, 'data')).toHaveLength(6);
});

test('says why it cannot start where something else listens', async () => {
  const other = createServer();
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const program = start('--port', String(port), '--world', 'empty');
  const [said, [code]] = await Promise.all([text(program.stderr), once(program, 'exit')]);
  other.close();

  expect(code).toBe(1);
  expect(said).toContain('EADDRINUSE');
});

test('refuses a world that it does not have', async () => {
  const program = start('--world', 'moon');
  const [said, [code]] = await Promise.all([text(program.stderr), once(program, 'exit')]);
  expect(code).toBe(1);
  expect(said).toContain('world');
});
