import { expect, test } from 'vitest';
import { row } from '#lib/clusters/test-kit';
import { parseRange } from '#lib/ranges/cidr';
import type { Cidr } from '#lib/ranges/ipv4';
import { shownRow } from './shown-row.ts';

const own = ranges('81.2.69.142/32');
const nobody: readonly Cidr[] = [];
const asked = ranges('73.140.245.0/24');
const silent = { apiServerAccessProfile: {} };
const privately = { apiServerAccessProfile: { enablePrivateCluster: true } };

test.each([
  ['a list without it', { entries: ['73.140.245.0/24'] }, own, true],
  ['a list with it', { entries: ['81.2.69.0/24'] }, own, false],
  ['a list that may have it', { entries: ['81.2.69.0/24'] }, nobody, true],
  ['no list', { entries: [] }, own, false],
  [
    'no list, as far as Resource Graph knows',
    { properties: silent, source: 'resource-graph' },
    own,
    true,
  ],
  ['a private cluster', { properties: privately }, own, false],
] as const)('offers to add the own address to %s', (_, given, who, offersMyIp) => {
  expect(shownRow(row(given), asked, who)).toMatchObject({ offersMyIp });
});

function ranges(text: string): readonly Cidr[] {
  const range = parseRange(text);
  return range.ok ? [range.value] : [];
}
