import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { localhostCertificate } from './api-servers/certificates.ts';
import { startEmulator } from './start.ts';
import { demoSeed, demoSettings } from './world/demo/demo.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4280' },
    'https-port': { type: 'string' },
    'cert-out': { type: 'string' },
    world: { type: 'string', default: 'demo' },
    'latency-ms': { type: 'string', default: '0' },
  },
});

const certificate = values['https-port'] === undefined ? undefined : await localhostCertificate();
if (certificate && values['cert-out']) writeFileSync(values['cert-out'], certificate.cert);

const isDemo = values.world === 'demo';
const emulator = await startEmulator({
  port: Number(values.port),
  seed: isDemo ? demoSeed : {},
  settings: { ...(isDemo ? demoSettings : {}), latencyMs: Number(values['latency-ms']) },
  ...(certificate ? { https: { port: Number(values['https-port']), certificate } } : {}),
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void emulator.close().then(() => process.exit(0)));
}

const { url, httpsUrl, apiServersPort } = emulator;
process.stdout.write(`${JSON.stringify({ emulator: 'ready', url, httpsUrl, apiServersPort })}\n`);
