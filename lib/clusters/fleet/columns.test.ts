import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { clusterReach } from '#lib/clusters/reach';
import { clusterKey } from '#lib/clusters/resource-id';
import { row } from '#lib/clusters/test-kit';
import type { Cidr } from '#lib/ranges/ipv4';
import { anyCidr, anyList } from '#lib/ranges/test-arbitraries';
import { type Column, columnsOf } from './columns.ts';
import type { FleetRow } from './fleet.ts';
import { replaceRows } from './successors.ts';
import type { FilterColumn, SortColumn } from './values.ts';

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

const filters: readonly FilterColumn[] = ['access', 'admits', 'subscription', 'location', 'state'];
const orders: readonly SortColumn[] = [
  'name',
  'subscription',
  'location',
  'version',
  'access',
  'state',
];

/** All that the columns of these rows answer. */
function answersOf(rows: readonly FleetRow[], who: readonly Cidr[]) {
  const columns = columnsOf(rows);
  const { byName, rowByName } = columns;
  return {
    byName,
    rowByName,
    reach: namesIn(columns.reach(who)),
    nobody: columns.reach([]),
    filters: filters.map((key) => columns.column(key)),
    orders: orders.map((sort) => columns.places(sort)),
  };
}

const namesIn = ({ names, codes }: Column) => Array.from(codes, (code) => names[code]);

test('a fleet says of each cluster what the cluster by itself says', () => {
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 6 }),
      fc.array(anyCidr, { maxLength: 3 }),
      (rows: readonly FleetRow[], who) => {
        expect(namesIn(columnsOf(rows).reach(who))).toEqual(
          rows.map((each) => clusterReach(each, who).kind),
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

/** Which cluster of the fleet is read anew, and what it has become. */
const anyReplacement = fc.record({
  at: fc.nat({ max: 19 }),
  by: anyRow,
  state: fc.constantFrom('Succeeded', 'Updating'),
  version: fc.constantFrom('1.30.1', '1.31.0'),
  who: fc.array(anyCidr, { maxLength: 2 }),
  asksCommonest: fc.boolean(),
});

test('what one bundle of the console has found serves the others', async () => {
  const rows = [row({ entries: ['73.140.245.0/24'] })];
  const found = columnsOf(rows);
  vi.resetModules();
  const other = await import('./columns.ts');
  expect(other.columnsOf).not.toBe(columnsOf);
  expect(other.columnsOf(rows)).toBe(found);
});

/** Rows that nobody has looked at. */
function anew(rows: readonly FleetRow[]): readonly FleetRow[] {
  return rows.map((each) => ({ ...each }));
}

test('after any replacements the columns answer as if they were found anew', () => {
  const anyFleet = fc.array(anyRow, { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(anyFleet, fc.array(anyReplacement, { maxLength: 6 }), (made, replacements) => {
      const names = made.map((each, at) => ({ ...each, id: { ...each.id, name: `aks-${at}` } }));
      let rows: readonly FleetRow[] = names;
      columnsOf(rows);
      for (const { at, by, state, version, who, asksCommonest } of replacements) {
        const { id } = names[at] ?? by;
        const newer = { ...by, id, provisioningState: state, kubernetesVersion: version };
        rows = replaceRows(rows, new Map([[clusterKey(id), newer]]));
        expect(rows[at]).toBe(newer);
        expect(answersOf(rows, who)).toEqual(answersOf(anew(rows), who));
        expect(answersOf([...rows], who)).toEqual(answersOf(anew(rows), who));
        if (!asksCommonest) continue;
        expect(columnsOf(rows).commonest(3)).toEqual(columnsOf(anew(rows)).commonest(3));
        expect(answersOf(rows, who)).toEqual(answersOf(anew(rows), who));
      }
    }),
    { numRuns: 60 },
  );
});

test('what has not changed with a replaced row is not found again', () => {
  const rows = Array.from({ length: 20 }, (_, at) => row({ name: `aks-${at}` }));
  const newer = row({ name: 'aks-7', entries: [] });
  const before = columnsOf(rows);
  // However many fleets of others were looked at since.
  for (let other = 0; other < 9; other++) columnsOf(anew(rows));
  const after = columnsOf(replaceRows(rows, new Map([[clusterKey(newer.id), newer]])));
  expect(after.byName).toBe(before.byName);
  expect(after.column('location')).toBe(before.column('location'));
  expect(after.places('name')).toBe(before.places('name'));
  expect(after.places('access')).not.toEqual(before.places('access'));
});

test('what was found for one person is not found again for another who sees the same, but for a few', () => {
  const rows = Array.from({ length: 20 }, (_, at) => row({ name: `aks-${at}` }));
  const before = columnsOf(rows);
  const same = columnsOf([...rows]);
  expect(same.byName).toBe(before.byName);
  expect(same.column('access')).toBe(before.column('access'));
  const few = columnsOf(rows.with(3, row({ name: 'aks-3', entries: [] })));
  expect(few.byName).toBe(before.byName);
  expect(few.column('access')).not.toEqual(before.column('access'));
  const others = columnsOf(rows.map((each, at) => (at < 3 ? row({ name: each.id.name }) : each)));
  expect(others.byName).not.toBe(before.byName);
  expect(others.byName).toEqual(before.byName);
  expect(columnsOf(rows.slice(1)).byName).toHaveLength(19);
});
