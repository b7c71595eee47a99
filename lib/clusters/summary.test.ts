import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readCluster } from './cluster.ts';
import { packedOf } from './lazy-entries.ts';
import { summaryColumns, summaryReader } from './summary.ts';
import { wire } from './test-kit.ts';

const objectSchema = z.record(z.string(), z.unknown());

/** What the thorough reading says of the same, as far as a summary goes. */
function thorough(json: unknown, source: 'direct' | 'resource-graph') {
  const read = readCluster(json, source);
  if (!read.ok) return read;
  const { pools, effectiveOutboundIpIds, outboundIpIds, outboundPrefixIds, ...rest } = read.value;
  const { linkedRights, eTag, ...summary } = rest;
  return { ok: true, value: summary };
}

/** The row that Resource Graph's projection makes of a cluster: null where there is nothing. */
function projected(cluster: Record<string, unknown>) {
  const columns = summaryColumns.map(({ name, path, as }) => [
    name,
    columnAs(as, valueAt(cluster, path) ?? null),
  ]);
  return Object.fromEntries(columns);
}

function columnAs(as: 'text' | 'joined' | 'length' | undefined, value: unknown): unknown {
  if (as === undefined) return value;
  if (as === 'text') return value === null ? '' : JSON.stringify(value);
  if (!Array.isArray(value)) return as === 'joined' ? '' : null;
  return as === 'joined' ? value.join(',') : value.length;
}

function valueAt(cluster: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => objectSchema.safeParse(value).data?.[key], cluster);
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, {}, [], '', 'x', 0, true, ['1.2.3.4'], [1]),
  fc.constantFrom<unknown>({ code: 'Stopped' }, { code: 5 }, 'Disabled', 'disabled', '1.33.2'),
);
const texts = fc.array(
  fc.constantFrom('73.140.245.0/24', '0.0.0.0/0', '0.0.0.0/32', 'AzureCloud', '::1', ''),
);
const profileWith = (authorizedIPRanges: fc.Arbitrary<unknown>) =>
  fc.record(
    { authorizedIPRanges, enablePrivateCluster: odd, enableVnetIntegration: odd },
    { requiredKeys: [] },
  );
const network = fc.record({ outboundType: odd, loadBalancerSku: odd }, { requiredKeys: [] });
const properties = fc.record(
  {
    apiServerAccessProfile: fc.oneof(odd, profileWith(fc.oneof(odd, texts))),
    publicNetworkAccess: odd,
    provisioningState: odd,
    powerState: odd,
    kubernetesVersion: odd,
    currentKubernetesVersion: odd,
    fqdn: odd,
    privateFQDN: odd,
    resourceUID: odd,
    networkProfile: fc.oneof(odd, network),
  },
  { requiredKeys: [] },
);
const clusters = fc
  .record(
    {
      id: fc.constantFrom<unknown>(wire()['id'], wire({ name: 'hub', group: 'FL_x' })['id'], 7, ''),
      location: odd,
      tags: fc.oneof(odd, fc.dictionary(fc.constantFrom('managed-by', 'env'), odd)),
      sku: fc.oneof(odd, fc.record({ name: odd, tier: odd })),
      properties: fc.oneof(odd, properties),
    },
    { requiredKeys: ['id'] },
  )
  .map((cluster) => ({ ...cluster }));

test('reads of an item whatever the thorough reading reads of it', () => {
  fc.assert(
    fc.property(clusters, (cluster) => {
      expect(summaryReader()(cluster, 'direct')).toEqual(thorough(cluster, 'direct'));
    }),
    { numRuns: 500 },
  );
});

test('reads every example and recording as the thorough reading does', () => {
  const file = new URL('../azure/cluster/testdata/managed-clusters.ndjson', import.meta.url);
  const read = summaryReader();
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  for (const { body } of lines.map((line) => objectSchema.parse(JSON.parse(line)))) {
    expect(read(body, 'direct')).toEqual(thorough(body, 'direct'));
  }
  expect(lines.length).toBeGreaterThan(10);
});

test('reads of a row what the whole cluster would have said', () => {
  const profile = fc.option(profileWith(fc.oneof(fc.constantFrom(undefined, null), texts)));
  fc.assert(
    fc.property(clusters, properties, profile, (cluster, some, apiServerAccessProfile) => {
      const known = { ...some, provisioningState: 'Succeeded', apiServerAccessProfile };
      const sent = JSON.stringify({ ...cluster, properties: known });
      const whole = objectSchema.parse(JSON.parse(sent));
      const row = projected(whole);
      expect(summaryReader()(row, 'resource-graph')).toEqual(thorough(whole, 'resource-graph'));
    }),
    { numRuns: 500 },
  );
});

test('leaves it to AKS what a row says whose list is none, or not the one that was counted', () => {
  const row = projected(wire({ entries: ['73.140.245.0/24'] }));
  const none = { ranges: '', rangeCount: null };
  for (const strange of [
    none,
    { rangeCount: 2 },
    { rangeCount: 0 },
    { rangeCount: 1e12 },
    { rangeCount: '1' },
    { ranges: null },
    { ranges: ['73.140.245.0/24'] },
  ]) {
    const read = summaryReader()({ ...row, ...strange }, 'resource-graph');
    const access = strange === none ? 'open' : 'unknown';
    expect(read).toMatchObject({ value: { access, accessConfirmed: false, entries: [] } });
  }
});

test('reads a row that holds the whole cluster, as when Resource Graph leaves out the projection', () => {
  const whole = { ...wire({ entries: ['73.140.245.0/24'] }), kind: '', zones: null };
  expect(summaryReader()(whole, 'resource-graph')).toEqual(thorough(whole, 'resource-graph'));
});

test('does not take a cluster for open whose list or profile is spelled otherwise', () => {
  const list = { AuthorizedIpRanges: ['73.140.245.0/24'] };
  for (const properties of [
    { apiServerAccessProfile: list },
    { ApiServerAccessProfile: { authorizedIPRanges: ['73.140.245.0/24'] } },
  ]) {
    const cluster = { ...wire(), properties };
    expect(summaryReader()(cluster, 'direct')).toEqual(thorough(cluster, 'direct'));
    expect(summaryReader()(cluster, 'direct')).toMatchObject({ value: { access: 'unknown' } });
  }
});

test('does not take a row without any property for an open cluster', () => {
  const row = projected({ ...wire(), properties: null });
  expect(summaryReader()(row, 'resource-graph')).toMatchObject({
    value: { access: 'unknown', accessConfirmed: false, entries: [] },
  });
});

test('counts a cluster without a list as open, and as not confirmed', () => {
  const row = projected({ ...wire(), properties: { provisioningState: 'Succeeded' } });
  expect(summaryReader()(row, 'resource-graph')).toMatchObject({
    value: { access: 'open', accessConfirmed: false },
  });
});

test('keeps equal lists once, within one reading', () => {
  const read = summaryReader();
  const [one, same, other] = [['73.140.245.0/24'], ['73.140.245.0/24'], ['193.168.1.0/24']].map(
    (entries) => read(wire({ entries }), 'direct'),
  );
  if (!one?.ok || !same?.ok || !other?.ok) throw new Error('unreadable');
  expect(packedOf(one.value)).toBe(packedOf(same.value));
  expect(packedOf(one.value)).not.toBe(packedOf(other.value));
  const elsewhere = summaryReader()(wire({ entries: ['73.140.245.0/24'] }), 'direct');
  expect(elsewhere.ok && packedOf(elsewhere.value)).not.toBe(packedOf(one.value));
});
