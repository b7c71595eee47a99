import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

let server: Server;
beforeEach(async () => {
  vi.resetModules();
  const { log } = await import('#lib/log');
  vi.spyOn(log, 'warn').mockReturnValue();
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
});

function address(): string {
  const at: AddressInfo | string | null = server.address();
  if (at === null || typeof at === 'string') throw new Error('It does not listen.');
  return `http://127.0.0.1:${at.port}`;
}

test('asks Entra through the proxy of the environment, as Azure is asked', async () => {
  vi.stubEnv('HTTPS_PROXY', address());
  vi.stubEnv('NO_PROXY', '');
  const asked = once(server, 'connect');
  const { msalNetwork } = await import('./msal-network.ts');
  const sent = msalNetwork(false).sendPostRequestAsync('https://login.example.com/t/token', {
    body: 'a',
  });
  const [request, socket] = await asked;
  expect(request.url).toBe('login.example.com:443');
  socket.destroy();
  await expect(sent).rejects.toThrow();
});

test('sends what MSAL gives it, asks nobody on this machine through a proxy, and reads the answer', async () => {
  vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1');
  server.on('request', (request, response) => {
    const said = { method: request.method, type: request.headers['content-type'] };
    response.setHeader('x-ms-request-id', 'one');
    request.on('data', (body) => response.end(JSON.stringify({ ...said, body: String(body) })));
  });
  const { msalNetwork } = await import('./msal-network.ts');
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const answer = await msalNetwork(false).sendPostRequestAsync(address(), { headers, body: 'a=1' });
  expect(answer).toMatchObject({
    status: 200,
    headers: { 'x-ms-request-id': 'one' },
    body: { method: 'POST', type: 'application/x-www-form-urlencoded', body: 'a=1' },
  });
});

test('follows nobody who leads the secret in the body elsewhere', async () => {
  const asked: (string | undefined)[] = [];
  server.on('request', (request, response) => {
    asked.push(request.url);
    response.writeHead(307, { location: '/elsewhere' }).end('{}');
  });
  const { msalNetwork } = await import('./msal-network.ts');
  await expect(msalNetwork(false).sendPostRequestAsync(`${address()}/token`)).rejects.toThrow();
  expect(asked).toEqual(['/token']);
});
