import { execFile } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localhostCertificate } from './api-servers/certificates.ts';
import { parseJson } from './json.ts';
import { listAt, textAt } from './json-edit.ts';
import { azEndpoints } from './testing/az-endpoints.ts';
import { people, startWorld } from './testing/world.ts';

const run = promisify(execFile);
const slow = { timeout: 120_000 };

/** Where `az` is; `undefined` on machines without it, whose test run says "skipped". */
const az = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'az'))
  .find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

describe.skipIf(az === undefined)('the Azure CLI', () => {
  let world: Awaited<ReturnType<typeof startWorld>>;
  let environment: Record<string, string>;
  const folder = mkdtempSync(join(tmpdir(), 'emulator-az-'));

  async function cli(...args: string[]): Promise<string> {
    const { stdout } = await run(az ?? '', args, {
      env: { NODE_ENV: 'test', ...environment },
      timeout: 110_000,
    });
    return stdout;
  }

  beforeAll(async () => {
    const certificate = await localhostCertificate();
    const bundle = join(folder, 'localhost.pem');
    writeFileSync(bundle, certificate.cert);
    world = await startWorld(
      {
        clusters: [{ name: 'aks-payments', entries: ['73.140.245.0/24'] }],
        // The CLI looks again only after 30 seconds.
        operations: { ends: 'at-once' },
      },
      { https: { port: 0, certificate } },
    );
    const url = world.emulator.httpsUrl ?? '';
    environment = {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      AZURE_CONFIG_DIR: join(folder, 'azure'),
      REQUESTS_CA_BUNDLE: bundle,
      MSI_ENDPOINT: `${url}/msi?person=${people.ada}`,
      PYTHONWARNINGS: 'ignore',
    };
    await cli('config', 'set', 'core.instance_discovery=false', 'core.collect_telemetry=false');
    await cli('cloud', 'register', '-n', 'emulator', ...azEndpoints(url));
    await cli('cloud', 'set', '-n', 'emulator');
    await cli('login', '--identity');
  }, slow.timeout);
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('lists and shows clusters', slow, async () => {
    const listed = parseJson(await cli('aks', 'list', '-o', 'json'));
    const shown = parseJson(await cli('aks', 'show', '-g', 'rg-platform', '-n', 'aks-payments'));

    expect(listAt(listed).map((cluster) => textAt(cluster, 'name'))).toEqual(['aks-payments']);
    expect(textAt(shown, 'provisioningState')).toBe('Succeeded');
  });

  test('replaces the authorized ranges, and waits until it is done', slow, async () => {
    await cli(
      ...['aks', 'update', '-g', 'rg-platform', '-n', 'aks-payments'],
      ...['--api-server-authorized-ip-ranges', '193.168.1.0/24,81.2.69.142', '--yes'],
    );

    const id = world.clusters[0]?.id ?? '';
    expect(await world.control.entriesOf(id)).toEqual(['193.168.1.0/24', '81.2.69.142/32']);
    const [put] = await world.control.requests({ method: 'PUT', operator: people.ada });
    expect(put?.query).toContain('api-version=2022-11-01');
    expect(put?.headers['if-match']).toBeUndefined();
  });

  test('asked for nothing that the emulator does not know', async () => {
    expect(await world.control.unknownRequests()).toEqual([]);
  });
});
