import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Where a console is to be looked for, unless somebody listens there already. */
export const wantedPort = Number(process.env['PORT']?.trim() || 3000);

/** The first port from `first` upwards that nobody on this machine listens on. */
export async function firstFreePort(first: number, name: string): Promise<number> {
  for (let port = first; port < first + 100; port += 1) {
    if (await isFree(port)) {
      if (port !== first) console.log(`Port ${first} is taken: ${name} uses ${port}.`);
      return port;
    }
  }
  throw new Error(`No free port for ${name} between ${first} and ${first + 99}.`);
}

/** A port that was free a moment ago, chosen by the system. */
export async function anyFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = addressOf(server.address());
  server.close();
  return port;
}

/** `localhost` may mean either loopback, so both must be free. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 has no ::1, which then takes no port either.
    server.once('error', (error) => resolve('code' in error && error.code !== 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address;
}
