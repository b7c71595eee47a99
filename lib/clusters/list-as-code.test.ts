import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEntry } from '#lib/ranges/entry';
import { listAsCode } from './list-as-code.ts';

const id = {
  subscriptionId: '1a7c0f3e-52d4-4b8e-8a10-6f2b9d4c1e01',
  resourceGroup: 'rg-shop',
  name: 'aks-shop',
};
const codeOf = (tool: string, entries: readonly string[], of = id) =>
  listAsCode(of, entries).find((each) => each.tool === tool)?.code;

test('writes the list in the words of each tool, in its order', () => {
  const entries = ['73.140.245.0/24', '137.117.106.88/29'];

  expect(codeOf('Terraform', entries)).toBe(`api_server_access_profile {
  authorized_ip_ranges = [
    "73.140.245.0/24",
    "137.117.106.88/29",
  ]
}`);
  expect(codeOf('Bicep', entries)).toBe(`apiServerAccessProfile: {
  authorizedIPRanges: [
    '73.140.245.0/24'
    '137.117.106.88/29'
  ]
}`);
  expect(codeOf('Azure CLI', entries)).toBe(
    `az aks update --subscription 1a7c0f3e-52d4-4b8e-8a10-6f2b9d4c1e01 \\
  --resource-group rg-shop --name aks-shop \\
  --api-server-authorized-ip-ranges 73.140.245.0/24,137.117.106.88/29`,
  );
});

test('spells a bare address as Azure reads it back, and nothing else anew', () => {
  const code = codeOf('Azure CLI', ['73.140.245.7', '137.117.106.90/29', 'azurecloud']);

  expect(code).toContain(' 73.140.245.7/32,137.117.106.90/29,azurecloud');
});

test('says which entry Terraform would refuse', () => {
  const [withTag] = listAsCode(id, ['73.140.245.0/24', 'AzureCloud']);
  const [without] = listAsCode(id, ['73.140.245.0/24']);

  const [withTwo] = listAsCode(id, ['AzureCloud', '2a02:8071::/32']);

  expect(withTag?.note).toBe('The provider takes ranges only: it refuses “AzureCloud”.');
  expect(withTwo?.note).toBe('The provider takes ranges only: it refuses “AzureCloud” and 1 more.');
  expect(without?.note).toBeUndefined();
});

test('lets no entry end the text it stands in', () => {
  const dollar = '$';
  const odd = ['a"b', "a'b", `${dollar}{x}`, '%{x}', 'a\\', 'a\nb'];

  const hcl = codeOf('Terraform', odd)?.split('\n').slice(2, -2);
  const bicep = codeOf('Bicep', odd)?.split('\n').slice(2, -2);

  expect(hcl).toEqual(
    ['"a\\"b",', '"a\'b",', '"$${x}",', '"%%{x}",', '"a\\\\",', '"a\\nb",'].map((x) => `    ${x}`),
  );
  expect(bicep).toEqual(
    ["'a\"b'", "'a\\'b'", `'\\${dollar}{x}'`, "'%{x}'", "'a\\\\'", "'a\\nb'"].map(
      (x) => `    ${x}`,
    ),
  );
});

// A shell has no text with the character that ends one.
const anything = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''));

test('gives a shell the group and the list as they are, whatever stands in them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anything, anything), { minLength: 50 }), (pairs) => {
      const commands = pairs.map(
        ([resourceGroup, entry]) =>
          codeOf('Azure CLI', [entry, last], { ...id, resourceGroup }) ?? '',
      );
      const script = [`az() { printf '%s\\0' "$@"; }`, ...commands].join('\n');

      const words = execFileSync('/bin/sh', [], { input: script, encoding: 'utf8' }).split('\0');

      const expected = pairs.flatMap(([resourceGroup, entry]) => [
        ...['aks', 'update', '--subscription', id.subscriptionId],
        ...['--resource-group', resourceGroup, '--name', id.name],
        ...['--api-server-authorized-ip-ranges', `${spelled(entry)},${last}`],
      ]);
      expect(words).toEqual([...expected, '']);
    }),
    { numRuns: 5 },
  );
});

const last = '73.140.245.0/24';

function spelled(entry: string): string {
  return readEntry(entry).notes.includes('bare-address') ? `${entry.trim()}/32` : entry;
}
