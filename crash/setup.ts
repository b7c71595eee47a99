import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopChildren } from '../scripts/lib/children.ts';
import { startEmulator } from '../scripts/lib/console.ts';
import { makeEmptyStore } from '../scripts/lib/empty-store.ts';

/** One emulator with an empty world for all files; each seeds what it is about. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-crash-'));
  const [emulator] = await Promise.all([
    startEmulator(folder, { world: 'empty', port: 0 }),
    makeEmptyStore(),
  ]);
  process.env['EMULATOR_URL'] = emulator.url;
  return async () => {
    await stopChildren();
    rmSync(folder, { recursive: true });
  };
}
