import { describe, expect, test } from 'vitest';
import { type Finding, findingSchema } from './finding.ts';
import { findingKey, findingWords } from './finding-words.ts';

const restriction = { code: 'crossing', from: 'open', to: 'restricted' } as const;

describe('what a person reads and confirms', () => {
  const all: readonly Finding[] = [
    restriction,
    { code: 'crossing', from: 'restricted', to: 'open' },
    { code: 'crossing', from: 'restricted', to: 'cluster-only' },
    { code: 'crossing', from: 'cluster-only', to: 'restricted' },
    { code: 'own-address-lost', address: '81.2.69.142' },
    { code: 'own-address-blocked', address: '81.2.69.142' },
    { code: 'egress-lost', addresses: ['193.168.1.7', '194.168.1.0/24'] },
    { code: 'egress-unknown', because: 'Traffic leaves through a firewall.' },
    { code: 'cluster-only-egress', outboundType: 'userDefinedRouting' },
    { code: 'other-addresses', letsIn: 128, shutsOut: 0 },
    { code: 'other-addresses', letsIn: 0, shutsOut: 1 },
    { code: 'failed-cluster' },
    { code: 'service-tag-only' },
    { code: 'limit-near', count: 181, limit: 200 },
  ];

  test('what was not certain is not called lost', () => {
    const perhaps = { code: 'own-address-lost', address: '81.2.69.142', perhaps: true } as const;
    expect(findingWords(perhaps)).toMatchObject({
      title: 'You may lose access yourself',
      text: expect.not.stringContaining('It gets in now'),
    });
  });

  test('every finding has words of its own, and a key of its own', () => {
    expect(new Set(all.map((each) => findingWords(each).text)).size).toBe(all.length);
    expect(new Set(all.map(findingKey)).size).toBe(all.length);
    for (const each of all) expect(findingWords(each)).toMatchObject({ key: findingKey(each) });
  });

  test('tidying says to how many it would make a difference', () => {
    const words = (letsIn: number, shutsOut: number) =>
      findingWords({ code: 'other-addresses', letsIn, shutsOut }).text;
    expect(words(1128, 0)).toContain(': 1,128 addresses would get in that do not now.');
    expect(words(1, 2)).toContain(
      '1 address would get in that does not now, and 2 addresses that get in now would be shut out.',
    );
  });

  test('a restriction says who is cut off', () => {
    expect(findingWords(restriction).text).toContain(
      'Everyone whose address is not in the list is cut off',
    );
  });

  test.each([
    ['userDefinedRouting', 'your own routes, mostly through a firewall'],
    ['managedNATGateway', 'a NAT gateway'],
    ['userAssignedNATGateway', 'a NAT gateway'],
    ['loadBalancer', 'nodes of this cluster leave from public addresses of their own'],
    ['none', 'another way (none)'],
  ])('cluster only says what it means where traffic leaves by %s', (outboundType, words) => {
    expect(findingWords({ code: 'cluster-only-egress', outboundType }).text).toContain(words);
  });

  test('only a list that is nearly full needs no yes', () => {
    const silent = all.filter((each) => !findingWords(each).needsConfirmation);
    expect(silent.map(({ code }) => code)).toEqual(['limit-near']);
  });

  test('a yes to one unknown way out is none to another', () => {
    const key = (because: string) => findingKey({ code: 'egress-unknown', because });
    expect(key('Traffic leaves through a firewall.')).not.toBe(
      key('Nodes of pool a leave from public addresses of their own, which come from no prefix.'),
    );
  });

  test('a key does not depend on the order of addresses', () => {
    const key = (...addresses: string[]) => findingKey({ code: 'egress-lost', addresses });
    expect(key('73.140.245.1', '81.2.69.142')).toBe(key('81.2.69.142', '73.140.245.1'));
  });

  test('a finding can be stored', () => {
    for (const each of all)
      expect(findingSchema.parse(JSON.parse(JSON.stringify(each)))).toEqual(each);
  });
});
