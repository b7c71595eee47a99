import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { localhostCertificate } from './api-servers/certificates.ts';
import { type EmulatorOptions, startEmulator } from './start.ts';
import { demoSeed, demoSettings } from './world/demo/demo.ts';
import { fleetSeed, fleetSettings } from './world/fleet/fleet.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const count = z.coerce.number().int().min(1);
const optionsSchema = z.object({
  port,
  'https-port': port.optional(),
  'cert-out': z.string().optional(),
  world: z.enum(['demo', 'empty', 'fleet']),
  subscriptions: count,
  clusters: count,
  /** What AKS allows with VNet integration. */
  entries: count.max(2000),
  'latency-ms': z.coerce.number().int().min(0),
});
type Options = z.infer<typeof optionsSchema>;

try {
  await main();
} catch (error) {
  const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  process.stderr.write(`The emulator could not start. ${why}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = readOptions();
  const httpsPort = options['https-port'];
  const certificate = httpsPort === undefined ? undefined : await localhostCertificate();
  if (certificate && options['cert-out']) writeFileSync(options['cert-out'], certificate.cert);

  const { seed = {}, settings } = worldOf(options);
  const emulator = await startEmulator({
    port: options.port,
    seed,
    settings: { ...settings, latencyMs: options['latency-ms'] },
    ...(certificate ? { https: { port: httpsPort ?? 0, certificate } } : {}),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
  const { url, httpsUrl, apiServersPort } = emulator;
  const ready = { emulator: 'ready', url, httpsUrl, apiServersPort };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function worldOf({ world, ...size }: Options): Pick<EmulatorOptions, 'seed' | 'settings'> {
  switch (world) {
    case 'demo':
      return { seed: demoSeed, settings: demoSettings };
    case 'fleet':
      return { seed: fleetSeed(size), settings: fleetSettings };
    case 'empty':
      return {};
  }
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4280' },
      'https-port': { type: 'string' },
      'cert-out': { type: 'string' },
      world: { type: 'string', default: 'demo' },
      subscriptions: { type: 'string', default: '1000' },
      clusters: { type: 'string', default: '10' },
      entries: { type: 'string', default: '200' },
      'latency-ms': { type: 'string', default: '0' },
    },
  });
  return optionsSchema.parse(values);
}
