import { describe, expect, test } from 'vitest';
import { row } from '#lib/clusters/test-kit';
import type { FleetRow } from './fleet.ts';
import { applyFleetView, rowsOfView } from './view.ts';
import { parseFleetView } from './view-url.ts';

const other = '22223333-cccc-4444-dddd-5555eeee6666';
const own = '81.2.69.142';

const rows: readonly FleetRow[] = [
  row({ name: 'b-restricted', entries: ['73.140.245.0/24', 'x'] }),
  row({ name: 'a-mine', entries: ['81.2.69.0/24'], location: 'northeurope' }),
  row({ name: 'c-open', entries: [], subscription: other }, 'Lab'),
  row({
    name: 'd-unconfirmed',
    source: 'resource-graph',
    properties: { apiServerAccessProfile: null },
  }),
  row({
    name: 'e-private',
    properties: { publicNetworkAccess: 'Disabled', powerState: { code: 'Stopped' } },
  }),
  row({ name: 'f-closed', entries: ['0.0.0.0/32'], properties: { provisioningState: 'Updating' } }),
];

const names = (found: readonly FleetRow[]) => found.map(({ id }) => id.name.slice(0, 1)).join('');
const show = (params: Record<string, string>, address: string | undefined = own) =>
  applyFleetView(rows, parseFleetView(params), address);

describe('the rows of a view', () => {
  test.each<[params: Record<string, string>, shown: string]>([
    [{}, 'abcdef'],
    [{ q: 'mine' }, 'a'],
    [{ access: 'open' }, 'cd'],
    [{ access: 'open,private' }, 'cde'],
    [{ you: 'admitted' }, 'a'],
    [{ you: 'open' }, 'c'],
    [{ you: 'blocked' }, 'f'],
    [{ you: 'unknown' }, 'bd'],
    [{ you: 'private' }, 'e'],
    [{ admits: '256' }, 'ab'],
    [{ admits: '0,all' }, 'cdf'],
    [{ from: '73.140.245.7', you: 'admitted' }, 'b'],
    [{ from: '73.140.245.7', you: 'blocked' }, 'af'],
    [{ from: '73.140.245.7', sort: 'you' }, 'bcafed'],
    [{ from: '73.140.0.0/16', you: 'partly' }, 'b'],
    [{ from: '73.140.245.7 81.2.69.142', you: 'partly' }, 'ab'],
    [{ from: 'nothing to ask about', you: 'admitted' }, 'a'],
    [{ subscription: other }, 'c'],
    [{ location: 'northeurope' }, 'a'],
    [{ state: 'stopped,updating' }, 'ef'],
    [{ access: 'open', q: 'lab' }, 'c'],
    [{ access: 'restricted', you: 'open' }, ''],
    [{ dir: 'desc' }, 'fedcba'],
    [{ sort: 'access' }, 'cdabfe'],
    [{ sort: 'access', dir: 'desc' }, 'efabcd'],
    [{ sort: 'location' }, 'abcdef'],
    [{ sort: 'subscription' }, 'cabdef'],
    [{ sort: 'you' }, 'acfebd'],
    [{ sort: 'state' }, 'abcdef'],
  ])('%j: %s', (params, shown) => {
    const view = parseFleetView(params);
    expect(names(applyFleetView(rows, view, own).rows)).toBe(shown);
    expect(names(rowsOfView(rows, view, own))).toBe(shown);
  });

  test('do not depend on the order in which Azure listed them', () => {
    const view = parseFleetView({ sort: 'state' });
    expect(names(applyFleetView(rows.toReversed(), view).rows)).toBe('abcdef');
  });

  test('sort versions and numbers in names as numbers', () => {
    const version = (name: string, kubernetesVersion: string) =>
      row({ name, properties: { kubernetesVersion } });
    const some = [version('n10', '1.9.11'), version('n9', '1.33.2'), version('n2', '1.9.2')];
    const sorted = (sort: string) =>
      applyFleetView(some, parseFleetView({ sort })).rows.map(({ id }) => id.name);
    expect(sorted('name')).toEqual(['n2', 'n9', 'n10']);
    expect(sorted('version')).toEqual(['n2', 'n10', 'n9']);
  });

  test('without an address are unknown where it would matter', () => {
    expect(names(show({ you: 'unknown' }, '').rows)).toBe('abd');
    expect(names(applyFleetView(rows, parseFleetView({ you: 'blocked' })).rows)).toBe('f');
    expect(names(applyFleetView(rows, parseFleetView({ you: 'open' })).rows)).toBe('c');
  });
});

describe('the pages of a view', () => {
  const many = Array.from({ length: 120 }, (_, i) => row({ name: `aks-${i}` }));
  const page = (params: Record<string, string>) => applyFleetView(many, parseFleetView(params));

  test('hold 50 rows and count all of them', () => {
    expect(page({})).toMatchObject({ total: 120, page: 1, pages: 3 });
    expect(page({}).rows).toHaveLength(50);
    expect(
      page({ page: '3' })
        .rows.map(({ id }) => id.name)
        .at(-1),
    ).toBe('aks-119');
  });

  test('end at the last one', () => {
    expect(page({ page: '9' })).toMatchObject({ page: 3 });
    expect(page({ page: '9', per: '200' })).toMatchObject({ page: 1, pages: 1 });
  });

  test('are one where nothing is found', () => {
    expect(page({ q: 'nothing' })).toMatchObject({ rows: [], total: 0, page: 1, pages: 1 });
  });
});

describe('the counts beside a filter', () => {
  test('say how many rows each value has', () => {
    const { counts } = show({});
    expect(Object.fromEntries(counts.access)).toEqual({
      restricted: 2,
      open: 2,
      private: 1,
      'cluster-only': 1,
    });
    expect(Object.fromEntries(counts.you)).toEqual({
      unknown: 2,
      admitted: 1,
      open: 1,
      private: 1,
      blocked: 1,
    });
    expect(Object.fromEntries(counts.admits)).toEqual({ 0: 1, 256: 2, all: 2 });
    expect(Object.fromEntries(counts.state)).toEqual({ running: 4, stopped: 1, updating: 1 });
  });

  test('stay for the values of a filter in use, and narrow for the other filters', () => {
    const { counts, total } = show({ access: 'open' });
    expect(total).toBe(2);
    expect(Object.fromEntries(counts.access)).toEqual({
      restricted: 2,
      open: 2,
      private: 1,
      'cluster-only': 1,
    });
    expect(Object.fromEntries(counts.you)).toEqual({ unknown: 1, open: 1 });
  });

  test('are what switching a value on shows', () => {
    const { counts } = show({ you: 'unknown', q: 'a' });
    for (const [access, count] of counts.access) {
      expect(show({ you: 'unknown', q: 'a', access }).total).toBe(count);
    }
  });
});
