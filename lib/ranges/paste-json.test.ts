import { describe, expect, test } from 'vitest';
import { formatCidr } from './ipv4.ts';
import { readPaste } from './paste.ts';

/** Pieces in short: the range, or the code of the problem, with its text. */
function pieces(text: string): readonly string[] {
  return readPaste(text).pieces.map((piece) =>
    piece.ok ? formatCidr(piece.range) : `${piece.problem.code} ${piece.text}`,
  );
}

const both = ['73.140.245.0/24', '81.2.69.142/32'];

describe('JSON and what is none', () => {
  test.each<[what: string, text: string]>([
    ['a line after an object in JSON', '{"office": "73.140.245.0/24"}\n81.2.69.142'],
    ['names in quotes, and no JSON', '"office": 73.140.245.0/24\n"home": 81.2.69.142 # since May'],
    ['a line after one with a name in quotes', '"office": "73.140.245.0/24"\n81.2.69.142'],
    [
      'JSON with comments',
      '{\n  // of 2025\n  "office": "73.140.245.0/24",\n  "home": "81.2.69.142" // 10.0.0.0/8\n}',
    ],
  ])('%s', (_, text) => {
    expect(pieces(text)).toEqual(both);
  });
});

describe('a whole cluster in JSON', () => {
  const others = {
    properties: {
      networkProfile: { podCidr: '11.244.0.0/16', dnsServiceIP: '11.0.0.10' },
      fqdn: 'aks.hcp.westeurope.azmk8s.io',
    },
  };

  test.each(['authorizedIPRanges', 'authorizedIpRanges', 'authorized_ip_ranges'])(
    'gives its %s and no other address',
    (key) => {
      const cluster = { ...others, apiServerAccessProfile: { [key]: both } };
      expect(pieces(JSON.stringify(cluster, null, 2))).toEqual(both);
    },
  );

  test('gives those of each cluster of a list', () => {
    const cluster = (range: string) => ({
      apiServerAccessProfile: { authorizedIPRanges: [range] },
      ...others,
    });
    expect(pieces(JSON.stringify(both.map(cluster)))).toEqual(both);
  });

  test.each([null, [], undefined])('gives nothing where the list is %j', (authorizedIPRanges) => {
    const cluster = { ...others, apiServerAccessProfile: { authorizedIPRanges } };
    expect(pieces(JSON.stringify(cluster))).toEqual([]);
  });

  test('gives them also after the command, and where the end was cut off', () => {
    const text = JSON.stringify({ a: { authorizedIPRanges: both }, ...others }, null, 2);
    expect(pieces(`$ az aks show\n${text}`).slice(1)).toEqual(both);
    expect(pieces(text.slice(0, -20))).toEqual(both);
  });

  test('leaves its other addresses out also behind a comment', () => {
    const text = JSON.stringify({ a: { authorizedIPRanges: both }, ...others }, null, 2);
    expect(pieces(text.replace('"podCidr"', '// pods\n"podCidr"'))).toEqual(both);
  });

  test('says what of its list cannot be added', () => {
    const cluster = { authorizedIPRanges: ['AzureCloud', '10.0.0.0/8', '73.140.245.0/24'] };
    expect(pieces(JSON.stringify(cluster))).toEqual([
      'service-tag AzureCloud',
      'special-purpose 10.0.0.0/8',
      '73.140.245.0/24',
    ]);
  });
});
