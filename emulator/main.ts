import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { localhostCertificate } from './api-servers/certificates.ts';
import { startEmulator } from './start.ts';
import { demoSeed, demoSettings } from './world/demo/demo.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const optionsSchema = z.object({
  port,
  'https-port': port.optional(),
  'cert-out': z.string().optional(),
  world: z.enum(['demo', 'empty']),
  'latency-ms': z.coerce.number().int().min(0),
});

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

  const isDemo = options.world === 'demo';
  const emulator = await startEmulator({
    port: options.port,
    seed: isDemo ? demoSeed : {},
    settings: { ...(isDemo ? demoSettings : {}), latencyMs: options['latency-ms'] },
    ...(certificate ? { https: { port: httpsPort ?? 0, certificate } } : {}),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
  const { url, httpsUrl, apiServersPort } = emulator;
  const ready = { emulator: 'ready', url, httpsUrl, apiServersPort };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function readOptions(): z.infer<typeof optionsSchema> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4280' },
      'https-port': { type: 'string' },
      'cert-out': { type: 'string' },
      world: { type: 'string', default: 'demo' },
      'latency-ms': { type: 'string', default: '0' },
    },
  });
  return optionsSchema.parse(values);
}
