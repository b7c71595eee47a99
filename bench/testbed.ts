import { readFileSync } from 'node:fs';
import { createControlClient } from '../emulator/control-client.ts';
import type { Place } from '../outside/http.ts';
import { endChild } from '../scripts/lib/children.ts';
import { startConsole, startEmulator } from '../scripts/lib/console.ts';
import { anyFreePort } from '../scripts/lib/ports.ts';
import type { Bench } from './figure.ts';

/** An emulated Azure with a fleet, and the console as it was built in front of it. */
export type Testbed = Awaited<ReturnType<typeof openTestbed>>;

type TestbedOptions = {
  readonly subscriptions: number;
  readonly clusters: number;
  readonly entries: number;
  /** Before each answer of Azure. */
  readonly latencyMs: number;
  /** Of the console, besides where its Azure is. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** Real time would be Azure's latency on every call. */
export const azureLatencyMs = 80;

/** Starts both and waits until they answer. Resource Graph's quota is on, as it is in Azure. */
async function openTestbed({ folder }: Bench, options: TestbedOptions) {
  const part = folder.part('testbed');
  const { subscriptions, clusters, entries, latencyMs, settings = {} } = options;
  const certificate = `${part}.pem`;
  const emulator = await startEmulator(part, {
    world: 'fleet',
    port: 0,
    more: [
      ...['--subscriptions', String(subscriptions), '--clusters', String(clusters)],
      ...['--entries', String(entries), '--latency-ms', String(latencyMs)],
      ...['--https-port', '0', '--cert-out', certificate],
    ],
  });
  const control = createControlClient(emulator.url);
  await control.settings({ resourceGraphQuota: true });
  const port = await anyFreePort();
  const drawbridge = await startConsole(part, { port, emulatorUrl: emulator.url, settings });
  const place: Place = { port, publicUrl: drawbridge.url };
  return {
    control,
    place,
    /** Starts another console in front of the same Azure, for as long as `work` takes. */
    async besides<T>(work: (place: Place) => Promise<T>): Promise<T> {
      const port = await anyFreePort();
      const other = await startConsole(`${part}-besides`, { port, emulatorUrl: emulator.url });
      try {
        return await work({ port, publicUrl: other.url });
      } finally {
        await endChild(other.child, 'SIGTERM');
      }
    },
    emulator,
    certificate,
    pid: drawbridge.child.pid ?? 0,
    /** What the console has written, for when something went wrong. */
    log: () => readFileSync(drawbridge.log, 'utf8'),
    close: async () => {
      await endChild(drawbridge.child, 'SIGTERM');
      await endChild(emulator.child, 'SIGTERM');
    },
  };
}

/** Does something with a testbed and closes it, whatever comes of it. */
export async function withTestbed<T>(
  bench: Bench,
  options: TestbedOptions,
  work: (testbed: Testbed) => Promise<T>,
): Promise<T> {
  const testbed = await openTestbed(bench, options);
  try {
    return await work(testbed);
  } finally {
    await testbed.close();
  }
}
