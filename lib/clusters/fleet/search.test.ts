import { describe, expect, test } from 'vitest';
import { row } from '#lib/clusters/test-kit';
import { matchesSearch, namedFirst, namesOnlyAddress, readSearch } from './search.ts';

const payments = row(
  { name: 'aks-prod', group: 'rg-payments', tags: { Team: 'Orange', env: 'prod' } },
  'Payments EU',
);
const host = 'aks-prod-dns-a3ku9qvj.hcp.westeurope.azmk8s.io';
const isolated = row({
  name: 'aks-private',
  properties: { privateFQDN: 'aks-private-9f.8a1b.privatelink.westeurope.azmk8s.io' },
});

const finds = (text: string, of = payments) => matchesSearch(of, readSearch(text));

describe('a search finds a cluster', () => {
  test.each([
    '',
    '  ',
    'aks-prod',
    'AKS-PROD',
    'prod payments',
    'payments eu',
    'orange',
    'team=orange',
    '11112222-bbbb',
    '/subscriptions/11112222-bbbb-3333-cccc-4444dddd5555/resourceGroups/rg-payments',
    'a3ku9qvj',
    'a3ku9qvj.hcp',
    host,
    `https://${host}:443`,
    `server: https://${host.toUpperCase()}:443`,
    `Unable to connect to the server: dial tcp: lookup ${host} on 168.63.129.16:53: no such host`,
    `E1123 memcache.go:265] couldn't get current server API group list: Get "https://${host}:443/api?timeout=32s": dial tcp 20.1.2.3:443: i/o timeout`,
  ])('by %j', (text) => {
    expect(finds(text)).toBe(true);
  });

  test('by the private name of its API server', () => {
    expect(
      finds('https://aks-private-9f.8a1b.privatelink.westeurope.azmk8s.io:443', isolated),
    ).toBe(true);
  });

  test.each([
    'a.hcp.chinaeast2.cx.prod.service.azk8s.cn',
    'a.hcp.usgovvirginia.cx.aks.containerservice.azure.us',
  ])('by a name of another cloud: %s', (fqdn) => {
    expect(finds(`dial tcp: lookup ${fqdn}: no such host`, row({ properties: { fqdn } }))).toBe(
      true,
    );
  });
});

describe('a search does not find a cluster', () => {
  test.each([
    'aks-prod staging',
    'aks-prodx',
    'https://other-dns-1.hcp.westeurope.azmk8s.io:443',
    'dns-a3ku9qvj.hcp.westeurope.azmk8s.io',
    '20.1.2.3',
  ])('by %j', (text) => {
    expect(finds(text)).toBe(false);
  });

  test('by a word that only two names together would make', () => {
    expect(finds('prodpayments')).toBe(false);
  });
});

test.each([
  ['Unable to connect to the server: dial tcp 20.1.2.3:443: i/o timeout', true],
  [`Get "https://${host}:443/api": dial tcp 20.1.2.3:443: i/o timeout`, false],
  ['aks-prod', false],
])('%s names a cluster by its address only: %s', (text, only) => {
  expect(namesOnlyAddress(text)).toBe(only);
});

test('a text of any length is read quickly', () => {
  expect(readSearch('a.'.repeat(1_000_000)).words).toHaveLength(1);
  expect(readSearch('a-'.repeat(1_000_000)).hosts).toEqual([]);
});

test('whom a text names comes before whoever has it in a group, and the whole name before a part', () => {
  const rows = [
    row({ name: 'aks-ledger', group: 'rg-pay' }),
    row({ name: 'aks-payments' }),
    row({ name: 'pay' }),
  ];
  const names = (text: string) => namedFirst(rows, text).map(({ id }) => id.name);
  expect(names('PAY')).toEqual(['pay', 'aks-payments', 'aks-ledger']);
  expect(names('')).toEqual(['aks-ledger', 'aks-payments', 'pay']);
});
