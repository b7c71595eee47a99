import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isStopping, root, stopChildren, stopOnSignals } from './lib/children.ts';
import { type Background, lastLines, startConsole, startEmulator } from './lib/console.ts';
import { welcome } from './lib/demo-words.ts';
import { firstFreePort, wantedPort } from './lib/ports.ts';
import { ensureBuilt } from './lib/product.ts';

stopOnSignals(0);
try {
  await demo();
} catch (error) {
  if (!isStopping()) await fail(error instanceof Error ? error.message : String(error));
}

async function demo(): Promise<void> {
  await ensureBuilt();
  const emulatorPort = await firstFreePort(4280, 'the emulator');
  // The emulator's world begins anew at each start, so whatever was stored about it is void.
  const folder = join(root, 'data/demo', String(emulatorPort));
  rmSync(folder, { recursive: true, force: true });

  const emulator = await startEmulator(folder, { world: 'demo', port: emulatorPort });
  const port = await firstFreePort(wantedPort, 'the console');
  const drawbridge = await startConsole(folder, {
    port,
    emulatorUrl: emulator.url,
    settings: {
      NAMED_LOCATIONS: 'Office=73.140.245.0/24 193.168.1.0/24; VPN=137.117.106.88/29',
    },
  });
  console.log(welcome(drawbridge.url, emulator.url, relative(root, folder)));
  for (const part of [emulator, drawbridge]) part.child.once('exit', () => void mourn(part));
}

/** A part that ended by itself takes the other with it. */
async function mourn({ url, log }: Background): Promise<void> {
  // Ctrl-C may end a child before we hear of it.
  await setTimeout(300);
  if (!isStopping()) await fail(`What ran at ${url} has ended. Its last lines:\n${lastLines(log)}`);
}

async function fail(message: string): Promise<void> {
  console.error(message);
  await stopChildren();
  process.exit(1);
}
