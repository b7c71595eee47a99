import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { azEndpoints } from '../../emulator/testing/az-endpoints.ts';
import { run } from '../../scripts/lib/run.ts';
import type { Bench } from '../figure.ts';
import type { Testbed } from '../testbed.ts';

/** The Azure CLI, signed in to a testbed's Azure; answers how long each call took, in milliseconds. */
export type Az = (...args: readonly string[]) => Promise<number>;

/** What the column says where it is not installed. */
export const noAz = 'az is not installed';

const program = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'az'))
  .find((file) => existsSync(file));

/** The version of the Azure CLI, for the head of the table. */
export async function azVersion(): Promise<string> {
  if (program === undefined) return 'not installed';
  const { output } = await run(program, ['version', '--output', 'json']);
  return /"azure-cli": "([^"]+)"/.exec(output)?.[1] ?? 'of unknown version';
}

/**
 * The Azure CLI signed in as somebody, by the recipe of emulator/README.md; `undefined` where it is not
 * installed. Throws when it refuses.
 */
export async function signInAz(
  { folder }: Bench,
  { emulator, certificate }: Testbed,
  upn: string,
): Promise<Az | undefined> {
  if (program === undefined) return undefined;
  const home = folder.part('az');
  const url = emulator.httpsUrl ?? '';
  const env = {
    HOME: home,
    AZURE_CONFIG_DIR: home,
    REQUESTS_CA_BUNDLE: certificate,
    MSI_ENDPOINT: `${url}/msi?person=${upn}`,
    PYTHONWARNINGS: 'ignore',
  };
  const az: Az = async (...args) => {
    const started = performance.now();
    const { code, output } = await run(program, args, env);
    if (code !== 0) throw new Error(`az ${args.join(' ')} said: ${output.trim().slice(-300)}`);
    return performance.now() - started;
  };
  await az('config', 'set', 'core.instance_discovery=false', 'core.collect_telemetry=false');
  await az('cloud', 'register', '-n', 'emulator', ...azEndpoints(url));
  await az('cloud', 'set', '-n', 'emulator');
  await az('login', '--identity');
  return az;
}
