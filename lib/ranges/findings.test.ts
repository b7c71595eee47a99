import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessOfEntries } from './access.ts';
import { type Judged, judge } from './findings.ts';
import { applyIntents } from './intent.ts';
import { anyIntents, anyList } from './test-arbitraries.ts';

const office = '73.140.245.0/24';
const home = '81.2.69.142/32';
const egress = '193.168.1.7';

const nowhere = { addresses: [], unknown: [] };

/** Judges a change from `before` to `after`, of a cluster behind a Standard load balancer. */
function findings(before: readonly string[], after: readonly string[], more: Partial<Judged> = {}) {
  const accessBefore = accessOfEntries(before);
  return judge({
    before,
    after,
    accessBefore,
    egress: nowhere,
    hasFailed: false,
    limit: 200,
    ...more,
  });
}

const open = { code: 'crossing', from: 'open', to: 'restricted' } as const;

describe('crossings', () => {
  test.each<[what: string, before: string[], after: string[], from: string, to: string]>([
    ['the first entry', [], [office], 'open', 'restricted'],
    ['the last entry removed', [office], [], 'restricted', 'open'],
    ['0.0.0.0/0 added', [office], [office, '0.0.0.0/0'], 'restricted', 'open'],
    ['the other half added', ['0.0.0.0/1'], ['0.0.0.0/1', '128.0.0.0/1'], 'restricted', 'open'],
    ['one half removed', ['0.0.0.0/1', '128.0.0.0/1'], ['0.0.0.0/1'], 'open', 'restricted'],
    ['closed to cluster only', [office], ['0.0.0.0/32'], 'restricted', 'cluster-only'],
    ['closed from open', [], ['0.0.0.0/32'], 'open', 'cluster-only'],
    ['restricted from cluster only', ['0.0.0.0/32'], [office], 'cluster-only', 'restricted'],
    ['opened from cluster only', ['0.0.0.0/32'], [], 'cluster-only', 'open'],
  ])('%s is one', (_, before, after, from, to) => {
    expect(findings(before, after)).toEqual([{ code: 'crossing', from, to }]);
  });

  test('an edit that stays restricted is none', () => {
    expect(findings([office], [office, home])).toEqual([]);
  });

  test('nothing is found where nothing changes', () => {
    const more = { hasFailed: true, own: '81.2.69.142' };
    expect(findings(['81.2.69.142'], [home], more)).toEqual([]);
  });

  test('what cannot be read is judged by its entries', () => {
    expect(findings([], [office], { accessBefore: 'unknown' })).toEqual([open]);
  });

  test('a private cluster has none: ranges do not apply to it', () => {
    const more = {
      accessBefore: 'private',
      own: '81.2.69.142',
      egress: { ...nowhere, addresses: [egress] },
    } as const;
    expect(findings([], [office], more)).toEqual([]);
  });

  test('are found whenever the access changes, and only then', () => {
    fc.assert(
      fc.property(anyList, anyIntents, (before, intents) => {
        const after = applyIntents(before, intents);
        const crossing = findings(before, after).some(({ code }) => code === 'crossing');
        expect(crossing).toBe(accessOfEntries(before) !== accessOfEntries(after));
      }),
    );
  });
});

describe("the person's own address", () => {
  const own = '81.2.69.142';
  const lost = { code: 'own-address-lost', address: own };
  const perhaps = { ...lost, perhaps: true };
  const blocked = { code: 'own-address-blocked', address: own };

  test.each<[what: string, before: string[], after: string[], finding: unknown]>([
    ['lost with its entry', [office, home], [office], lost],
    ['lost when an open cluster is restricted without it', [], [office], lost],
    ['lost when the cluster is closed', [home], ['0.0.0.0/32'], lost],
    [
      'lost for certain, where only a tag may still admit it',
      [home, 'AzureCloud'],
      ['AzureCloud', office],
      lost,
    ],
    ['perhaps lost with the tag that may admit it', [office, 'AzureCloud'], [office], perhaps],
    ['perhaps lost with one of two tags', ['AzureDevOps', 'AzureCloud'], ['AzureDevOps'], perhaps],
    ['not admitted when a closed cluster lets others in', ['0.0.0.0/32'], [office], blocked],
  ])('%s', (_, before, after, finding) => {
    expect(findings(before, after, { own })).toContainEqual(finding);
  });

  test.each<[what: string, before: string[], after: string[]]>([
    ['still admitted by a wider entry', [home, '81.2.69.0/24'], ['81.2.69.0/24']],
    ['admitted by the restriction', [], [home]],
    ['as much as before where another entry goes', [office, 'AzureCloud'], ['AzureCloud']],
    ['blocked before and after', [office, '137.117.106.88/29'], [office]],
    ['admitted by opening', [office], []],
  ])('%s: nothing to say', (_, before, after) => {
    const codes = findings(before, after, { own }).map(({ code }) => code);
    expect(codes.filter((code) => code.startsWith('own'))).toEqual([]);
  });

  test('is not judged where nobody knows it', () => {
    expect(findings([office, home], [office])).toEqual([]);
  });
});

describe("the nodes' way out", () => {
  const nat = { outboundType: 'managedNATGateway', egress: { ...nowhere, addresses: [egress] } };
  const balancer = { outboundType: 'loadBalancer', egress: { ...nowhere, implicit: [egress] } };
  const ownNodes = { egress: { addresses: [egress], implicit: ['194.168.1.7'], unknown: [] } };
  const firewall = {
    outboundType: 'userDefinedRouting',
    egress: { ...nowhere, unknown: ['Traffic leaves through a firewall.'] },
  };
  const lost = { code: 'egress-lost', addresses: [egress] };
  const unknown = { code: 'egress-unknown', because: 'Traffic leaves through a firewall.' };
  const byTag = { code: 'egress-unknown', because: expect.stringContaining('AzureCloud') };

  test.each<
    [what: string, before: string[], after: string[], more: Partial<Judged>, finding: unknown]
  >([
    ['a NAT gateway is cut off by a restriction without it', [], [office], nat, lost],
    ['a NAT gateway is still cut off after cluster only', ['0.0.0.0/32'], [office], nat, lost],
    [
      'a NAT gateway is cut off when its entry goes',
      [office, '193.168.1.0/24'],
      [office],
      nat,
      lost,
    ],
    ['a load balancer loses the entry that covers it', [office, egress], [office], balancer, lost],
    [
      'nodes with addresses of their own are cut off by a restriction',
      [],
      [office],
      ownNodes,
      lost,
    ],
    [
      'nodes with addresses of their own lose their entry',
      [office, '193.168.1.0/24'],
      [office],
      ownNodes,
      lost,
    ],
    [
      'cluster only does not admit nodes with addresses of their own',
      [office],
      ['0.0.0.0/32'],
      ownNodes,
      { code: 'cluster-only-egress', outboundType: 'loadBalancer' },
    ],
    [
      'cluster only may not admit nodes of which nobody knows the address',
      [office],
      ['0.0.0.0/32'],
      { egress: { ...nowhere, unknown: ['Nodes leave from addresses of their own.'] } },
      { code: 'cluster-only-egress', outboundType: 'loadBalancer' },
    ],
    ['a firewall is nowhere known when restricting', [], [office], firewall, unknown],
    ['a firewall may be what a removal takes away', [office, home], [office], firewall, unknown],
    ['a firewall may come from a removed tag', [office, 'AzureCloud'], [office], firewall, unknown],
    ['a NAT gateway may come from a removed tag', [office, 'AzureCloud'], [office], nat, byTag],
    [
      'a NAT gateway may come from one of two',
      ['AzureDevOps', 'AzureCloud'],
      ['AzureDevOps'],
      nat,
      byTag,
    ],
    [
      'cluster only does not admit a NAT gateway',
      [office],
      ['0.0.0.0/32'],
      nat,
      { code: 'cluster-only-egress', outboundType: 'managedNATGateway' },
    ],
    [
      'cluster only does not admit a firewall',
      [],
      ['0.0.0.0/32'],
      firewall,
      { code: 'cluster-only-egress', outboundType: 'userDefinedRouting' },
    ],
  ])('%s', (_, before, after, more, finding) => {
    expect(findings(before, after, more)).toContainEqual(finding);
  });

  test.each<[what: string, before: string[], after: string[], more: Partial<Judged>]>([
    ['a load balancer needs no entry when restricting', [], [office], balancer],
    [
      'a load balancer needs no entry when restricting 0.0.0.0/0',
      ['0.0.0.0/0'],
      [office],
      balancer,
    ],
    ['a load balancer gets in with cluster only', [office, egress], ['0.0.0.0/32'], balancer],
    ['a NAT gateway with its entry', [], [office, egress], nat],
    ['a NAT gateway that was not admitted before an edit either', [office, home], [office], nat],
    ['a NAT gateway with an entry besides a tag', ['AzureCloud', egress], [egress], nat],
    ['an edit that takes nothing away', [office], [office, home], firewall],
    ['a duplicate removed', [office, '73.140.245.7/32'], [office], firewall],
    ['opening', [office], [], nat],
  ])('%s: nothing to say', (_, before, after, more) => {
    const codes = findings(before, after, more).map(({ code }) => code);
    expect(codes.filter((code) => code.includes('egress'))).toEqual([]);
  });
});

describe('the cluster and its list', () => {
  test('a failed cluster is found', () => {
    expect(findings([office], [office, home], { hasFailed: true })).toEqual([
      { code: 'failed-cluster' },
    ]);
  });

  test('a list that shrinks to its service tag is found, one that was it before is not', () => {
    expect(findings(['AzureCloud', office], ['AzureCloud'])).toEqual([
      { code: 'service-tag-only' },
    ]);
    expect(findings(['AzureCloud', 'AzureDevOps'], ['AzureCloud'])).toEqual([]);
  });

  test.each([
    [179, 180, true],
    [178, 179, false],
    [199, 200, true],
    [200, 201, false],
    [190, 189, false],
  ])('from %d to %d of 200 entries is near the limit: %s', (before, after, near) => {
    const codes = findings(entries(before), entries(after)).map(({ code }) => code);
    expect(codes.includes('limit-near')).toBe(near);
  });
});

function entries(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `73.140.${i >> 8}.${i & 255}/32`);
}
