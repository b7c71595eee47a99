import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Access } from './access.ts';
import { coverageOf } from './entry.ts';
import { type Reach, reachOf } from './reach.ts';
import { anyCidr, anyList } from './test-arbitraries.ts';

function reach(who: string, access: Access, entries: readonly string[]): Reach {
  const range = coverageOf(who);
  if (!range) throw new Error(`${who} is no range`);
  return reachOf(range, access, entries);
}

describe('whether an address gets in', () => {
  test.each<[what: string, who: string, entries: readonly string[], reach: Reach]>([
    [
      'by the entry around it',
      '73.140.245.7',
      ['73.140.245.0/24'],
      { kind: 'admitted', by: '73.140.245.0/24' },
    ],
    [
      'by the narrowest of several',
      '73.140.245.7',
      ['73.140.0.0/16', '73.140.245.0/24', '0.0.0.0/1'],
      { kind: 'admitted', by: '73.140.245.0/24' },
    ],
    [
      'by an entry with host bits',
      '137.117.106.95',
      ['137.117.106.90/29'],
      { kind: 'admitted', by: '137.117.106.90/29' },
    ],
    ['by a bare address', '81.2.69.142', ['81.2.69.142'], { kind: 'admitted', by: '81.2.69.142' }],
    [
      'for a range, by two that cover it together',
      '73.140.245.0/24',
      ['73.140.245.128/25', '73.140.245.0/25'],
      { kind: 'admitted', by: '73.140.245.128/25, 73.140.245.0/25' },
    ],
    [
      'for a part of a range',
      '73.140.245.0/24',
      ['73.140.245.0/26', '81.2.69.142'],
      { kind: 'partly', by: ['73.140.245.0/26'] },
    ],
    ['not by a neighbour', '73.140.246.0', ['73.140.245.0/24'], { kind: 'blocked' }],
    ['not by IPv6', '81.2.69.142', ['::/0'], { kind: 'blocked' }],
    [
      'perhaps by a service tag',
      '81.2.69.142',
      ['73.140.245.0/24', 'AzureCloud'],
      { kind: 'unknown', dependsOn: 'AzureCloud' },
    ],
    [
      'perhaps by what nobody understands',
      '81.2.69.142',
      ['something newer'],
      { kind: 'unknown', dependsOn: 'something newer' },
    ],
    [
      'by an entry, whatever the tag',
      '73.140.245.7',
      ['AzureCloud', '73.140.245.0/24'],
      { kind: 'admitted', by: '73.140.245.0/24' },
    ],
  ])('%s', (_, who, entries, expected) => {
    expect(reach(who, 'restricted', entries)).toEqual(expected);
  });

  test.each<[access: Access, kind: Reach['kind']]>([
    ['open', 'open'],
    ['private', 'private'],
    ['unknown', 'unknown'],
    ['cluster-only', 'blocked'],
  ])('of a cluster that is %s: %s', (access, kind) => {
    expect(reach('81.2.69.142', access, ['0.0.0.0/32'])).toEqual({ kind });
  });

  test('never reads as blocked where an entry touches it, nor as admitted where none does', () => {
    fc.assert(
      fc.property(anyCidr, anyList, (who, entries) => {
        const { kind } = reachOf(who, 'restricted', entries);
        const touched = entries.some((entry) => {
          const range = coverageOf(entry);
          return range && ['admitted', 'partly'].includes(reachOf(who, 'restricted', [entry]).kind);
        });
        expect(kind === 'admitted' || kind === 'partly').toBe(touched);
      }),
    );
  });
});
