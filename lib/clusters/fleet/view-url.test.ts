import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type FleetView,
  fleetViewHref,
  isFiltered,
  parseFleetView,
  toggleFilterHref,
  viewOfQuery,
} from './view-url.ts';

const batch = '156a5d3c-cbba-465c-91a0-65cd6e9c2b64';
const plain = parseFleetView({});

describe('a view in the URL', () => {
  test('without parameters is everything by name, in pages of 50', () => {
    expect(plain).toEqual({
      q: '',
      from: '',
      access: [],
      admits: [],
      you: [],
      subscription: [],
      location: [],
      state: [],
      inbatch: '',
      sort: 'name',
      dir: 'asc',
      page: 1,
      per: 50,
    });
    expect(fleetViewHref(plain)).toBe('/clusters');
  });

  test.each<[params: Record<string, string | string[]>, part: Partial<FleetView>]>([
    [{ access: 'open' }, { access: ['open'] }],
    [{ access: 'restricted,open,open' }, { access: ['open', 'restricted'] }],
    [{ access: ['open', 'private'] }, { access: ['open', 'private'] }],
    [{ access: 'OPEN' }, { access: ['open'] }],
    [{ access: 'everything' }, { access: [] }],
    [{ from: ' 73.140.245.7, 81.2.69.142 ' }, { from: '73.140.245.7, 81.2.69.142' }],
    [{ from: 'x'.repeat(3_000) }, { from: '…' }],
    [{ admits: '256,all,7' }, { admits: ['256', 'all'] }],
    [{ you: 'blocked,nobody' }, { you: ['blocked'] }],
    [{ location: 'WestEurope, <b>' }, { location: ['westeurope'] }],
    [{ inbatch: batch.toUpperCase() }, { inbatch: batch }],
    [{ inbatch: 'that one' }, { inbatch: '' }],
    [{ q: '  aks prod ' }, { q: 'aks prod' }],
    [{ q: ['a', 'b'] }, { q: 'a' }],
    [
      { sort: 'access', dir: 'desc' },
      { sort: 'access', dir: 'desc' },
    ],
    [
      { sort: 'secret', dir: 'up' },
      { sort: 'name', dir: 'asc' },
    ],
    [
      { page: '3', per: '100' },
      { page: 3, per: 100 },
    ],
    [
      { page: '0', per: '7' },
      { page: 1, per: 50 },
    ],
    [{ page: '-1' }, { page: 1 }],
    [{ page: '1.5' }, { page: 1 }],
    [
      { page: 'x', per: '' },
      { page: 1, per: 50 },
    ],
    [{ unheard: 'of' }, {}],
  ])('%j', (params, part) => {
    expect(parseFleetView(params)).toEqual({ ...plain, ...part });
  });

  test('is read whole from a query that repeats a parameter', () => {
    const view = viewOfQuery('access=open&q=prod&access=private&subscription=b,a&subscription=c');
    expect(fleetViewHref(view)).toBe('/clusters?q=prod&access=open,private&subscription=a,b,c');
  });

  test('is written in a fixed order, without what is the default', () => {
    const view = parseFleetView({ page: '2', access: 'private,open', q: 'a&b #1', dir: 'asc' });
    expect(fleetViewHref(view)).toBe('/clusters?q=a%26b%20%231&access=open,private&page=2');
  });

  test('has a link that reads back as the same view', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        'open',
        'blocked,admitted',
        'westeurope',
        'name',
        'desc',
        '2',
        '100',
        'ß',
        '\ud800',
      ),
    );
    const param = fc.tuple(fc.constantFrom(...Object.keys(plain)), fc.oneof(text, fc.array(text)));
    fc.assert(
      fc.property(fc.array(param, { maxLength: 6 }), (params) => {
        const view = parseFleetView(Object.fromEntries(params));
        const query = new URLSearchParams(fleetViewHref(view).split('?')[1]);
        expect(parseFleetView(Object.fromEntries(query))).toEqual(view);
      }),
    );
  });
});

describe('the link to a changed view', () => {
  const third = parseFleetView({ page: '3', q: 'prod' });

  test('leads to the first page', () => {
    expect(fleetViewHref(third, { sort: 'access' })).toBe('/clusters?q=prod&sort=access');
  });

  test('leads to another page when that is what changes', () => {
    expect(fleetViewHref(third, { page: 4 })).toBe('/clusters?q=prod&page=4');
    expect(fleetViewHref(third)).toBe('/clusters?q=prod&page=3');
  });

  test('switches a value of a filter on and off', () => {
    expect(toggleFilterHref(third, 'access', 'open')).toBe('/clusters?q=prod&access=open');
    const open = parseFleetView({ access: 'open,private' });
    expect(toggleFilterHref(open, 'access', 'open')).toBe('/clusters?access=private');
    expect(toggleFilterHref(open, 'you', 'blocked')).toBe(
      '/clusters?access=open,private&you=blocked',
    );
  });
});

test('tells a view that leaves clusters out from one that only orders them', () => {
  expect(isFiltered(parseFleetView({ sort: 'access', dir: 'desc', per: '100' }))).toBe(false);
  expect(isFiltered(parseFleetView({ q: 'prod' }))).toBe(true);
  expect(isFiltered(parseFleetView({ inbatch: batch }))).toBe(true);
});
