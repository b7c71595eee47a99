import { startApiServers } from './api-servers/endpoint.ts';
import type { Running } from './control/running.ts';
import { createEntra } from './entra/entra.ts';
import { createQuota } from './graph/quota.ts';
import { createRecentResults } from './graph/recent-results.ts';
import { answerRequest } from './http/answer-request.ts';
import { createFaults } from './http/faults.ts';
import { createRequestLog } from './http/request-log.ts';
import { type Certificate, listen } from './http/server.ts';
import { type Seed, seedSchema } from './seed.ts';
import { createQuiet } from './world/quiet.ts';
import { applySeed } from './world/seed.ts';
import { emptyWorld, type World } from './world/world.ts';

/** How an emulator is started. */
export type EmulatorOptions = {
  /** 0 takes a free port. */
  readonly port?: number;
  /** Where to listen with TLS as well; nowhere when absent. */
  readonly https?: { readonly port: number; readonly certificate: Certificate };
  /** What is there from the beginning; nothing but Contoso when absent. */
  readonly seed?: Seed;
  readonly settings?: Partial<World['settings']>;
};

/** A running emulator. */
export type Emulator = {
  /** `http://localhost:4280`. */
  readonly url: string;
  readonly httpsUrl: string | undefined;
  /** Where the TLS endpoint of all API servers listens. */
  readonly apiServersPort: number;
  readonly close: () => Promise<void>;
};

/** Starts an emulator in this process. Fails when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const world = emptyWorld();
  Object.assign(world.settings, options.settings);
  applySeed(world, seedSchema.parse(options.seed ?? {}));
  const running: Running = {
    entra: await createEntra(world),
    faults: createFaults(),
    log: createRequestLog(),
    quota: createQuota(),
    results: createRecentResults(),
    quiet: createQuiet(),
  };
  const answerer = answerRequest.bind(undefined, running);
  const server = await listen(options.port ?? 0, answerer);
  const secure = options.https
    ? await listen(options.https.port, answerer, options.https.certificate)
    : undefined;
  const apiServers = await startApiServers(world);
  return {
    url: `http://localhost:${server.port}`,
    httpsUrl: secure && `https://localhost:${secure.port}`,
    apiServersPort: apiServers.port,
    close: async () => {
      running.faults.remove();
      await Promise.all([server.close(), secure?.close(), apiServers.close()]);
    },
  };
}
