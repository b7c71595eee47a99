import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test, vi } from 'vitest';
import { anyFreePort, firstFreePort } from './ports.ts';

test.each(['127.0.0.1', '0.0.0.0', '::1', '::'])(
  'passes over a port taken on %s, and says so',
  async (host) => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    const port = await anyFreePort();
    const server = createServer().listen(port, host);
    await once(server, 'listening');

    const found = await firstFreePort(port, 'the console');

    server.close();
    expect(found).toBeGreaterThan(port);
    expect(log).toHaveBeenCalledExactlyOnceWith(
      `Port ${port} is taken: the console uses ${found}.`,
    );
  },
);

test('takes the first port without a word when it is free', async () => {
  const log = vi.spyOn(console, 'log');
  const port = await anyFreePort();
  expect(await firstFreePort(port, 'the console')).toBe(port);
  expect(log).not.toHaveBeenCalled();
});
