import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, startNode, stopChildren, stopOnSignals, toolPath } from './lib/children.ts';
import { consoleSettings, startEmulator } from './lib/console.ts';
import { firstFreePort, wantedPort } from './lib/ports.ts';

stopOnSignals(0);
const port = await firstFreePort(wantedPort, 'the console');
const emulatorPort = await firstFreePort(4280, 'the emulator');
const folder = join(root, 'data/dev', String(port));
rmSync(folder, { recursive: true, force: true });

const emulator = await startEmulator(folder, { world: 'demo', port: emulatorPort });
console.log(`Azure is the emulator at ${emulator.url}, its log is ${emulator.log}.`);
const settings = consoleSettings(folder, { port, emulatorUrl: emulator.url });
const address = ['-H', '127.0.0.1', '-p', String(port)];
const next = startNode([toolPath('next'), 'dev', ...address], {
  stdio: 'inherit',
  env: { ...process.env, ...settings, NEXT_TELEMETRY_DISABLED: '1' },
});
await Promise.race([once(next, 'exit'), once(emulator.child, 'exit')]);
await stopChildren();
