import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Socket } from 'node:net';
import type { Listening } from '../http/server.ts';
import { textAt } from '../json-edit.ts';
import type { Cluster, World } from '../world/world.ts';
import { createCertificates } from './certificates.ts';
import { decide } from './decide.ts';
import { serverName } from './server-name.ts';

/**
 * One TLS port that plays the API servers of all clusters, told apart by the name in the client's
 * hello. Admitted: a handshake with a certificate of the cluster's own CA and 401, since AKS knows no
 * anonymous access. Blocked: the connection is taken and nothing ever comes back.
 */
export async function startApiServers(world: World): Promise<Listening> {
  const contextFor = createCertificates();
  const sockets = new Set<Socket>();
  const kubernetes = createHttpsServer(
    {
      SNICallback: (name, done) => {
        contextFor(name).then((context) => done(null, context), done);
      },
    },
    (_request, response) => {
      const status = {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        reason: 'Unauthorized',
      };
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ...status, message: 'Unauthorized', code: 401 }));
    },
  );

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (hello) => {
      socket.pause();
      const cluster = clusterOf(world, serverName(hello));
      switch (decide(cluster, world.settings.clientAddress)) {
        case 'admitted':
          socket.unshift(hello);
          kubernetes.emit('connection', socket);
          break;
        case 'refused':
          socket.destroy();
          break;
        case 'silent':
          socket.resume();
          break;
      }
    });
  });

  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : 0);
  });
  const port = await promise;
  return {
    port,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function clusterOf(world: World, name: string | undefined): Cluster | undefined {
  if (name === undefined) return undefined;
  const names = ['fqdn', 'privateFQDN', 'azurePortalFQDN'];
  return [...world.clusters.values()].find(({ body }) =>
    names.some((field) => textAt(body, 'properties', field).toLowerCase() === name.toLowerCase()),
  );
}
