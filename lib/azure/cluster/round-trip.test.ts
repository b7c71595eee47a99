import { readFileSync } from 'node:fs';
import { isLosslessNumber, parse, stringify } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readCluster } from '#lib/clusters/cluster';
import { putBody } from './put-body.ts';
import { neverSend, neverSendEmpty, readOnlyFields } from './read-only-fields.ts';

const file = new URL('testdata/managed-clusters.ndjson', import.meta.url);
const lineSchema = z.object({ source: z.string(), body: z.record(z.string(), z.unknown()) });
const examples = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => lineSchema.parse(parse(line)));

// A second opinion on what must not go out: patterns on whole paths instead of a walk by steps.
const unsendable = [...readOnlyFields, ...neverSend].map(pathPattern);
const unsendableEmpty = neverSendEmpty.map(pathPattern);

function pathPattern(path: string): RegExp {
  const source = path.replaceAll('.', '\\.').replaceAll('[]', '\\[\\]').replaceAll('*', '.+?');
  return new RegExp(`^${source}$`, 's');
}

function sendable(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((element) => sendable(element, `${path}[]`));
  if (typeof value !== 'object' || value === null || isLosslessNumber(value)) return value;
  const kept = Object.entries(value).flatMap(([key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (unsendable.some((pattern) => pattern.test(at))) return [];
    const sent = sendable(inner, at);
    const isEmpty = ['[]', '{}'].includes(stringify(sent) ?? '');
    if (isEmpty && unsendableEmpty.some((pattern) => pattern.test(at))) return [];
    return [[key, sent]];
  });
  return Object.fromEntries(kept);
}

const objectSchema = z.record(z.string(), z.unknown());

function expectedBody(body: unknown, entries: readonly string[]): string | undefined {
  const cluster = objectSchema.parse(sendable(body, ''));
  const properties = objectSchema.parse(cluster['properties']);
  const profile = objectSchema.parse(properties['apiServerAccessProfile'] ?? {});
  profile['authorizedIPRanges'] = entries;
  properties['apiServerAccessProfile'] = profile;
  cluster['properties'] = properties;
  return stringify(cluster);
}

for (const { source, body } of examples) {
  describe(source, () => {
    const text = stringify(body) ?? '';
    const cluster = readCluster(JSON.parse(text), 'direct');
    const entries = cluster.ok ? cluster.value.entries : [];

    test('can be read', () => {
      expect(cluster).toMatchObject({ ok: true });
    });

    test('goes back as it came when a range is added, but for what Azure does not take', () => {
      const more = [...entries, '73.140.245.0/24'];
      expect(putBody({ text }, more)).toBe(expectedBody(body, more));
    });

    test('goes back as it came when its last range is removed', () => {
      expect(putBody({ text }, [])).toBe(expectedBody(body, []));
    });
  });
}
