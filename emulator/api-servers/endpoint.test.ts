import { connect as connectTcp } from 'node:net';
import { connect, type PeerCertificate } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld } from '../testing/world.ts';
import type { ClusterSpec } from '../world/build-cluster.ts';

const specs = {
  open: { name: 'aks-open' },
  admits: { name: 'aks-admits', entries: ['193.168.1.0/24', '81.2.69.0/24'] },
  blocks: { name: 'aks-blocks', entries: ['193.168.1.0/24'] },
  private: { name: 'aks-private', private: true },
  stopped: { name: 'aks-stopped', power: 'Stopped' },
  forced: { name: 'aks-forced', entries: ['193.168.1.0/24'], behaviour: { apiServer: 'admits' } },
  refuses: { name: 'aks-refuses', behaviour: { apiServer: 'refuses' } },
} as const satisfies Record<string, ClusterSpec>;

let world: Awaited<ReturnType<typeof startWorld>>;
beforeAll(async () => {
  world = await startWorld({ clusters: Object.values(specs) });
});
afterAll(() => world.close());

function fqdnOf({ name }: ClusterSpec): string {
  return world.clusters.find(({ id }) => id.endsWith(`/${name}`))?.fqdn ?? '';
}

type Reception = { readonly got: 'answer' | 'closed' | 'silence'; readonly text: string };

/** Asks `/livez`. Silence is told by a second connection that was answered meanwhile. */
async function livez(servername: string): Promise<Reception & { readonly peer?: PeerCertificate }> {
  const { promise, resolve } = Promise.withResolvers<Reception & { peer?: PeerCertificate }>();
  const options = { port: world.emulator.apiServersPort, host: '127.0.0.1', servername };
  const socket = connect({ ...options, rejectUnauthorized: false }, () => {
    socket.write(`GET /livez HTTP/1.1\r\nHost: ${servername}\r\nConnection: close\r\n\r\n`);
  });
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString();
  });
  socket.on('end', () => resolve({ got: 'answer', text, peer: socket.getPeerCertificate(true) }));
  socket.on('error', () => resolve({ got: 'closed', text }));
  if (servername !== fqdnOf(specs.admits)) {
    void livez(fqdnOf(specs.admits)).then(() => resolve({ got: 'silence', text }));
  }
  const reception = await promise;
  socket.destroy();
  return reception;
}

describe('an API server', () => {
  const receptions = [
    [specs.open, 'answer'],
    [specs.admits, 'answer'],
    [specs.forced, 'answer'],
    [specs.blocks, 'silence'],
    [specs.private, 'silence'],
    [specs.stopped, 'silence'],
    [specs.refuses, 'closed'],
  ] as const;
  for (const [spec, got] of receptions) {
    test(`of ${spec.name}: ${got}`, async () => {
      expect((await livez(fqdnOf(spec))).got).toBe(got);
    });
  }

  test("that admits says 401, with a certificate of the cluster's own CA", async () => {
    const { text, peer } = await livez(fqdnOf(specs.admits));

    expect(text).toContain('HTTP/1.1 401');
    expect(text).toContain('"reason":"Unauthorized"');
    expect(peer?.subjectaltname).toBe(`DNS:${fqdnOf(specs.admits)}`);
    expect(peer?.issuer.CN).toBe('ca');
  });

  test('follows the list of the cluster as it changes', async () => {
    const id = world.clusters[2]?.id ?? '';
    await world.control.editCluster(id, { authorizedIPRanges: ['81.2.69.142/32'] });
    expect((await livez(fqdnOf(specs.blocks))).got).toBe('answer');
    await world.control.editCluster(id, { authorizedIPRanges: ['193.168.1.0/24'] });
    expect((await livez(fqdnOf(specs.blocks))).got).toBe('silence');
  });

  test('of a name that no cluster has is closed', async () => {
    expect((await livez('nobody.hcp.westeurope.azmk8s.io')).got).toBe('closed');
  });

  test('that is sent something else than TLS closes', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const socket = connectTcp(world.emulator.apiServersPort, '127.0.0.1', () => {
      socket.write('GET / HTTP/1.1\r\n\r\n');
    });
    socket.on('close', () => resolve('closed'));
    expect(await promise).toBe('closed');
  });
});
