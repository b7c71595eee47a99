import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCidr, anyList } from '#lib/ranges/arbitraries';
import { row } from './builders.ts';
import type { FleetRow } from './fleet.ts';
import { type Column, columnsOf } from './fleet-columns.ts';
import { clusterReachFrom } from './reach.ts';

const anyRow = fc
  .record({
    entries: anyList,
    source: fc.constantFrom('direct', 'resource-graph'),
    properties: fc.constantFrom(
      {},
      {},
      { publicNetworkAccess: 'Disabled' },
      { apiServerAccessProfile: null },
      { apiServerAccessProfile: 'strange' },
    ),
  })
  .map((of) => row(of));

const namesIn = ({ names, codes }: Column) => Array.from(codes, (code) => names[code]);

test('a fleet says of each cluster what the cluster by itself says', () => {
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 6 }),
      fc.array(anyCidr, { maxLength: 3 }),
      (rows: readonly FleetRow[], who) => {
        expect(namesIn(columnsOf(rows).reach(who))).toEqual(
          rows.map((each) => clusterReachFrom(each, who).kind),
        );
      },
    ),
  );
});

test('the columns of a reading are found once', () => {
  const rows = [row()];
  expect(columnsOf(rows)).toBe(columnsOf(rows));
  expect(columnsOf(rows).column('state')).toBe(columnsOf(rows).column('state'));
});
