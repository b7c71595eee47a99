import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

// A tool of tests. No part of the product.

/** A way to a server that can fall silent, as a network does that drops quiet connections without a word. */
type Proxy = {
  readonly url: string;
  /** Nothing passes any more on the connections that are open now. */
  silence(): void;
  close(): void;
};

/** A proxy in front of the server of that URL. */
export async function startProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const silent = new WeakSet<Socket>();
  const open = new Set<Socket>();
  const proxy = createServer((near) => {
    const far = connect(Number(port), hostname);
    open.add(near);
    const pass = (from: Socket, to: Socket) => {
      from.on('data', (bytes) => silent.has(near) || to.write(bytes));
      from.on('error', () => {});
      from.on('close', () => to.destroy());
    };
    pass(near, far);
    pass(far, near);
    near.on('close', () => open.delete(near));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    silence: () => {
      for (const one of open) silent.add(one);
    },
    close: () => {
      proxy.close();
      for (const one of open) one.destroy();
    },
  };
}
