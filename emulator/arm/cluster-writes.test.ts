import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type JsonObject, printJson } from '../json.ts';
import { at, listAt, objectAt, textAt, withAt } from '../json-edit.ts';
import { armClient } from '../testing/arm-client.ts';
import { people, startWorld } from '../testing/world.ts';
import type { ClusterSpec } from '../world/build-cluster.ts';

const access = ['properties', 'apiServerAccessProfile'];
const ranges = [...access, 'authorizedIPRanges'];
const office = '73.140.245.0/24';
const addresses = (count: number) =>
  Array.from({ length: count }, (_, n) => `73.140.${n >> 8}.${n & 255}/32`);

const specs = {
  restricted: { name: 'aks-restricted', entries: [office] },
  untouched: { name: 'aks-untouched', entries: [office] },
  private: { name: 'aks-private', private: true },
  basic: { name: 'aks-basic', egress: { type: 'loadBalancer', sku: 'Basic' } },
  nat: { name: 'aks-nat', egress: { type: 'managedNATGateway' } },
  stopped: { name: 'aks-stopped', power: 'Stopped' },
  failed: { name: 'aks-failed', provisioningState: 'Failed' },
  updating: {
    name: 'aks-updating',
    provisioningState: 'Updating',
    behaviour: { running: { ends: 'never' } },
  },
  odd: {
    name: 'aks-odd',
    entries: ['73.140.245.17/24', '2a02:8071:b783::/48', 'corp-vpn-exit', '010.1.2.3'],
  },
  long: { name: 'aks-long', entries: addresses(230) },
  vnet: { name: 'aks-vnet', vnetIntegration: true, entries: [office] },
} as const satisfies Record<string, ClusterSpec>;

let world: Awaited<ReturnType<typeof startWorld>>;
let asAda: ReturnType<typeof armClient>;
beforeAll(async () => {
  world = await startWorld({ clusters: Object.values(specs), operations: { ends: 'at-once' } });
  asAda = armClient(world.emulator.url, people.ada);
});
afterAll(() => world.close());

async function read(spec: ClusterSpec): Promise<JsonObject> {
  return objectAt((await asAda('GET', world.urlOf(spec))).body);
}

/** Reads a cluster, replaces its list and writes it back. */
async function write(
  spec: ClusterSpec,
  entries: readonly string[],
  options: { readonly change?: (body: JsonObject) => JsonObject; readonly version?: string } = {},
) {
  const body = withAt(await read(spec), ranges, entries);
  const { change = (same) => same, version } = options;
  return asAda('PUT', world.urlOf(spec, version), { body: change(body) });
}

describe('a PUT', () => {
  test('is accepted with the body as it will be, an operation to follow and a new eTag', async () => {
    const before = await read(specs.restricted);
    const answer = await write(specs.restricted, [office, '81.2.69.142']);

    expect(answer.status).toBe(200);
    expect(textAt(answer.body, 'properties', 'provisioningState')).toBe('Updating');
    expect(listAt(answer.body, ...ranges)).toEqual([office, '81.2.69.142/32']);
    expect(answer.headers.get('azure-asyncoperation')).toContain('/operations/');
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.headers.get('retry-after')).toBeNull();
    expect(textAt(answer.body, 'eTag')).not.toBe(textAt(before, 'eTag'));
  });

  test('keeps what nobody knows, in order and to the last digit', async () => {
    const before = printJson(await read(specs.untouched));
    await write(specs.untouched, [office], {
      change: (body) => withAt(body, ['properties', 'fromTheFuture'], { deep: [1, 'two'] }),
    });
    const after = await read(specs.untouched);

    expect(before).toContain('9007199254740993');
    expect(at(after, 'properties', 'fromTheFuture')).toEqual({ deep: [1, 'two'] });
    const withoutAddition = withAt(after, ['properties', 'fromTheFuture'], undefined);
    const eTags = (text: string) => text.replace(/"eTag":"[^"]*"/g, '');
    expect(eTags(printJson(withoutAddition))).toBe(eTags(before));
  });

  test('of a cluster that is not there makes one', async () => {
    const path = world.urlOf(specs.untouched).replace('aks-untouched', 'aks-new');
    const { body } = await asAda('GET', world.urlOf(specs.untouched));
    const made = await asAda('PUT', path, { body });
    const elsewhere = await asAda('PUT', path.replace('rg-platform', 'rg-none'), { body });

    expect(made.status).toBe(201);
    expect(textAt(made.body, 'name')).toBe('aks-new');
    expect(textAt(made.body, 'properties', 'provisioningState')).toBe('Creating');
    expect(textAt(made.body, 'properties', 'fqdn')).toMatch(/\.hcp\.westeurope\.azmk8s\.io$/);
    expect(at(made.body, 'properties', 'resourceUID')).not.toBe(
      at(body, 'properties', 'resourceUID'),
    );
    expect([elsewhere.status, textAt(elsewhere.body, 'error', 'code')]).toEqual([
      404,
      'ResourceGroupNotFound',
    ]);
  });

  test('drops what it does not send, and keeps what only Azure may write', async () => {
    const before = await read(specs.vnet);
    await write(specs.vnet, [office], {
      change: (body) => {
        const profile = ['properties', 'autoUpgradeProfile'];
        const withoutUid = withAt(body, ['properties', 'resourceUID'], 'of-my-own');
        return withAt(withoutUid, profile, undefined);
      },
    });
    const after = await read(specs.vnet);

    expect(at(after, 'properties', 'autoUpgradeProfile')).toBeUndefined();
    expect(at(after, 'properties', 'resourceUID')).toBe(at(before, 'properties', 'resourceUID'));
  });

  test('shows a cleared list as an empty profile first and not at all later', async () => {
    const answer = await write(specs.failed, []);
    expect(at(answer.body, ...access)).toEqual({});
    expect(at(await read(specs.failed), ...access)).toBeUndefined();
  });

  test('makes a Failed cluster try again', async () => {
    await world.control.editCluster(world.idOf(specs.failed), {
      properties: { provisioningState: 'Failed' },
    });
    await write(specs.failed, [office]);
    expect(textAt(await read(specs.failed), 'properties', 'provisioningState')).toBe('Succeeded');
  });

  test('keeps entries that were there although nobody may add them', async () => {
    const answer = await write(specs.odd, [...specs.odd.entries, '81.2.69.142/32']);
    expect(listAt(answer.body, ...ranges)).toEqual([...specs.odd.entries, '81.2.69.142/32']);
  });

  test('may shorten a list that is longer than allowed', async () => {
    expect((await write(specs.long, addresses(229))).status).toBe(200);
  });

  test('takes up to 2,000 entries with API server VNet integration', async () => {
    expect((await write(specs.vnet, addresses(2000))).status).toBe(200);
    expect((await write(specs.vnet, addresses(2001))).status).toBe(400);
  });

  test('that sends nodeImageVersion rolls the pool back, from 2026-04-01 on', async () => {
    await write(specs.basic, [], { version: '2026-03-01' });
    expect(await world.control.rollbacks(world.idOf(specs.basic))).toEqual([]);
    await write(specs.basic, [], { version: '2026-04-01' });
    expect(await world.control.rollbacks(world.idOf(specs.basic))).toEqual(['nodepool1']);
  });
});

const invalid: readonly [string, ClusterSpec, readonly string[], string][] = [
  ['0.0.0.0/32 beside others', specs.restricted, ['0.0.0.0/32', office], 'with other IP ranges'],
  ['ranges of a private cluster', specs.private, [office], 'Private cluster cannot be enabled'],
  ['ranges with a Basic load balancer', specs.basic, [office], 'Standard load balancer'],
  ['more than 200 entries', specs.restricted, addresses(201), 'the allowed value 200'],
  ['a list still longer than a too long one', specs.long, addresses(231), 'the allowed value 200'],
  ['two tags', specs.restricted, ['AzureCloud', 'AzureDevOps'], 'Only one service tag'],
  ['host bits', specs.restricted, ['137.117.106.90/29'], 'not a network address'],
  ['a private range', specs.restricted, ['10.20.0.0/16'], 'not a public IP range'],
  ['IPv6', specs.restricted, ['2a02:8071:b783::/48'], 'not a valid IPv4'],
];

const notNow: readonly [string, ClusterSpec, string][] = [
  ['an update of a stopped cluster', specs.stopped, 'Power State(Stopped)'],
  ['an update beside another', specs.updating, 'Another operation (Updating) is in progress'],
];

describe('AKS refuses', () => {
  const refusals = [
    ...invalid.map((row) => [400, 'InvalidParameter', ...row] as const),
    ...notNow.map(([what, spec, words]) => {
      return [409, 'OperationNotAllowed', what, spec, [office], words] as const;
    }),
  ];
  for (const [status, code, what, spec, entries, words] of refusals) {
    test(`${what}, flat`, async () => {
      const before = await world.control.cluster(world.idOf(spec));
      const answer = await write(spec, entries);

      expect([answer.status, textAt(answer.body, 'code')]).toEqual([status, code]);
      expect(textAt(answer.body, 'message')).toContain(words);
      expect(at(answer.body, 'error')).toBeUndefined();
      expect(await world.control.cluster(world.idOf(spec))).toEqual(before);
    });
  }

  test('the empty load balancer profile that it shows of nodes behind a NAT gateway', async () => {
    const profile = ['properties', 'networkProfile', 'loadBalancerProfile'];
    const answer = await write(specs.nat, [office]);
    expect([answer.status, textAt(answer.body, 'code')]).toEqual([
      400,
      'InvalidLoadBalancerProfile',
    ]);
    const change = (body: JsonObject) => withAt(body, profile, undefined);
    expect((await write(specs.nat, [office], { change })).status).toBe(200);
  });

  test('an empty list of availability zones', async () => {
    const answer = await write(specs.restricted, [office], {
      change: (body) => {
        const pools = listAt(body, 'properties', 'agentPoolProfiles');
        const zoneless = pools.map((pool) => withAt(objectAt(pool), ['availabilityZones'], []));
        return withAt(body, ['properties', 'agentPoolProfiles'], zoneless);
      },
    });
    expect(answer.status).toBe(400);
  });

  test('0.0.0.0/0 is taken, as is one service tag', async () => {
    expect((await write(specs.restricted, ['0.0.0.0/0'])).status).toBe(200);
    expect((await write(specs.restricted, ['AzureCloud', office])).status).toBe(200);
  });
});
