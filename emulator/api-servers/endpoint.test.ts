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

type Reception = {
  readonly got: 'answer' | 'closed';
  readonly text: string;
  readonly peer: PeerCertificate;
};

/** Asks `/livez`; does not come back while the server is silent. */
function livez(servername: string): Promise<Reception> {
  const { promise, resolve } = Promise.withResolvers<Reception>();
  const options = { port: world.emulator.apiServersPort, host: '127.0.0.1', servername };
  const socket = connect({ ...options, rejectUnauthorized: false }, () => {
    socket.write(`GET /livez HTTP/1.1\r\nHost: ${servername}\r\nConnection: close\r\n\r\n`);
  });
  let text = '';
  let peer = socket.getPeerCertificate();
  socket.on('secureConnect', () => {
    peer = socket.getPeerCertificate(true);
  });
  socket.on('data', (chunk) => {
    text += chunk.toString();
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => resolve({ got: text === '' ? 'closed' : 'answer', text, peer }));
  return promise;
}

/** What has come back by the time that another API server has answered three times. */
async function meanwhile(servername: string): Promise<string> {
  const asked = livez(servername).then(({ got }) => got);
  for (let round = 0; round < 3; round += 1) await livez(fqdnOf(specs.admits));
  return Promise.race([asked, Promise.resolve('silence')]);
}

describe('an API server', () => {
  const receptions = [
    [specs.open, 'answer'],
    [specs.admits, 'answer'],
    [specs.forced, 'answer'],
    [specs.refuses, 'closed'],
  ] as const;
  for (const [spec, got] of receptions) {
    test(`of ${spec.name}: ${got}`, async () => {
      expect((await livez(fqdnOf(spec))).got).toBe(got);
    });
  }

  for (const spec of [specs.blocks, specs.private, specs.stopped]) {
    test(`of ${spec.name}: silence`, async () => {
      expect(await meanwhile(fqdnOf(spec))).toBe('silence');
    });
  }

  test("that admits says 401, with a certificate of the cluster's own CA", async () => {
    const { text, peer } = await livez(fqdnOf(specs.admits));

    expect(text).toContain('HTTP/1.1 401');
    expect(text).toContain('"reason":"Unauthorized"');
    expect(peer.subjectaltname).toBe(`DNS:${fqdnOf(specs.admits)}`);
    expect(peer.issuer.CN).toBe('ca');
  });

  test('follows the list of the cluster as it changes', async () => {
    const id = world.clusters[2]?.id ?? '';
    await world.control.editCluster(id, { authorizedIPRanges: ['81.2.69.142/32'] });
    expect((await livez(fqdnOf(specs.blocks))).got).toBe('answer');
    await world.control.editCluster(id, { authorizedIPRanges: ['193.168.1.0/24'] });
    expect(await meanwhile(fqdnOf(specs.blocks))).toBe('silence');
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
