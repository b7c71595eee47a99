import { describe, expect, test } from 'vitest';
import { row } from '#lib/clusters/test-kit';
import { coverageOf } from '#lib/ranges/entry';
import { compareFleet, compareHref, parseCompareView } from './compare.ts';

const own = '81.2.69.142';
const rows = [
  row({ name: 'a-both', entries: ['73.140.245.0/24', '194.168.1.0/24'] }),
  row({ name: 'b-part', entries: ['73.140.245.0/25', '81.2.69.142'] }),
  row({ name: 'c-open', entries: [] }),
  row({ name: 'd-closed', entries: ['0.0.0.0/32'] }),
  row({ name: 'e-private', properties: { publicNetworkAccess: 'Disabled' } }),
  row({ name: 'f-tag', entries: ['AzureCloud', '194.168.1.0/24'] }),
];

const compare = (params: Record<string, string>) =>
  compareFleet(rows, parseCompareView(params), { own });
const labels = (params: Record<string, string>) =>
  compare(params).columns.map(({ label, why }) => (why === 'you' ? label : `${label} ${why}`));

describe('the ranges that are compared', () => {
  test('are mine, the pasted, and what stands in several lists, each once', () => {
    expect(labels({ from: '73.140.245.0/24, 81.2.69.142', common: '5' })).toEqual([
      'You',
      '73.140.245.0/24 asked',
      '194.168.1.0/24 common',
    ]);
  });

  test('are as many of the common ones as asked for', () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      row({ name: `n${at}`, entries: [`73.140.${at >> 1}.0/24`] }),
    );
    const count = (common: string) =>
      compareFleet(many, parseCompareView({ common, from: '73.140.0.0/24' }), { own }).columns
        .length;
    expect([count('0'), count('5'), count('10'), count('20'), count('7')]).toEqual([
      2, 7, 12, 22, 12,
    ]);
  });

  test('are none where nothing is known, pasted or wanted', () => {
    expect(compareFleet(rows, parseCompareView({ common: '0' }), {}).columns).toEqual([]);
  });

  test('say how many clusters let them in, and which lists hold them', () => {
    const { columns } = compare({ from: '73.140.245.0/24', common: '5' });
    expect(columns.map(({ letsIn, lists }) => [letsIn, lists])).toEqual([
      [2, undefined],
      [2, undefined],
      [3, 2],
    ]);
  });
});

test('each cell says whether the range gets in', () => {
  const { rows: shown } = compare({ from: '73.140.245.0/24', common: '0' });
  expect(
    shown.map(({ row: { id }, cells }) => [id.name, ...cells.map(({ kind }) => kind)]),
  ).toEqual([
    ['a-both', 'blocked', 'admitted'],
    ['b-part', 'admitted', 'partly'],
    ['c-open', 'open', 'open'],
    ['d-closed', 'blocked', 'blocked'],
    ['e-private', 'private', 'private'],
    ['f-tag', 'unknown', 'unknown'],
  ]);
});

test('shows the clusters of the view, in pages', () => {
  const filtered = compare({ access: 'open,private' });
  expect(filtered.rows.map(({ row: { id } }) => id.name)).toEqual(['c-open', 'e-private']);
  const paged = compare({ per: '25', page: '9' });
  expect(paged).toMatchObject({ total: 6, page: 1 });
});

test('lives in the URL', () => {
  const href = '/clusters/compare?from=73.140.245.7&access=open&common=20';
  const params = Object.fromEntries(new URLSearchParams(href.split('?')[1]));
  expect(compareHref(parseCompareView(params))).toBe(href);
  expect(compareHref(parseCompareView({}))).toBe('/clusters/compare');
  expect(compareHref(parseCompareView({ common: 'all', q: 'a' }))).toBe('/clusters/compare?q=a');
});

test('holds clusters against what the operator calls by a name', () => {
  const office = ['73.140.245.0/24', '20.50.10.0/24'].flatMap((text) => coverageOf(text) ?? []);
  const vpn = { name: 'VPN', ranges: office.slice(1) };
  const view = parseCompareView({ common: '0' });
  const { columns } = compareFleet([], view, {
    locations: [{ name: 'Office', ranges: office }, vpn],
  });
  expect(columns.map(({ label, why }) => `${label}, ${why}`)).toEqual([
    'Office 73.140.245.0/24, named',
    'Office 20.50.10.0/24, named',
  ]);
  expect(compareFleet([], view, { locations: [vpn] }).columns).toMatchObject([{ label: 'VPN' }]);
});

test('calls what is asked about by its name, where it has one', () => {
  const vpn = { name: 'VPN', ranges: [coverageOf('137.117.106.88/29') ?? []].flat() };
  const asked = parseCompareView({ from: '137.117.106.88/29', common: '0' });
  expect(compareFleet([], asked, { locations: [vpn] }).columns).toMatchObject([
    { label: 'VPN', why: 'asked' },
  ]);
});
