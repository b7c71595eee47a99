import { expect, test } from 'vitest';
import type { RowsAnswer, ShownRow } from '#lib/clusters/fleet/shown-row';
import { type AskRows, RowsStore } from './rows-store.ts';

type Question = {
  readonly query: string;
  readonly offset: number;
  readonly signal: AbortSignal;
  readonly answer: (answer: Partial<RowsAnswer>) => Promise<void>;
  readonly fail: () => Promise<void>;
};

/** A store of a list of 1,000, with a server that answers when a test says so. */
function setUp() {
  const asked: Question[] = [];
  const ask: AskRows = (query, { offset, limit }, signal) =>
    new Promise((resolve, reject) => {
      asked.push({
        query,
        offset,
        signal,
        answer: async (given) => {
          const { total = 1000, asOf = '09:00' } = given;
          resolve({ total, asOf, rows: given.rows ?? rowsFrom(offset, Math.min(limit, total)) });
          await settled();
        },
        fail: async () => {
          reject(new Error('no network'));
          await settled();
        },
      });
    });
  const first = { query: '', offset: 0, total: 1000, asOf: '09:00', rows: rowsFrom(0, 50) };
  return { store: new RowsStore(first, ask), asked, first };
}

function rowsFrom(offset: number, length: number): ShownRow[] {
  return Array.from({ length }, (_, at) => row(`aks-${offset + at}`));
}

function row(name: string): ShownRow {
  return {
    key: name,
    path: '/clusters/s/g/n',
    name,
    group: 'rg',
    subscription: 'sub',
    location: 'we',
    access: 'open',
    entries: '',
    reach: { kind: 'open' },
    state: 'Running',
    offersMyIp: true,
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('asks for rows that are looked at and not here yet, once', async () => {
  const { store, asked } = setUp();
  store.need(210, 240);
  store.need(212, 244);
  expect(asked.map(({ offset }) => offset)).toEqual([200]);
  await asked[0]?.answer({});
  expect(store.list().rows.get(240)?.name).toBe('aks-240');
  expect(store.list().rows.get(0)?.name).toBe('aks-0');
  store.need(210, 240);
  expect(asked).toHaveLength(1);
});

test('asks for nothing while what is looked at came with the page', () => {
  const { store, asked } = setUp();
  store.need(0, 50);
  expect(asked).toEqual([]);
  store.need(12, 54);
  expect(asked.map(({ offset }) => offset)).toEqual([50]);
});

test('no longer waits for rows that were scrolled past', () => {
  const { store, asked } = setUp();
  store.need(210, 240);
  store.need(810, 840);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
});

test('shows the old list until the first rows of the new one are here', async () => {
  const { store, asked, first } = setUp();
  store.sync(first, 'q=aks-7');
  expect(store.list()).toMatchObject({ query: '', total: 1000 });
  await asked[0]?.answer({ total: 1, rows: [row('aks-7')] });
  expect(store.list()).toMatchObject({ query: 'q=aks-7', total: 1 });
});

test('shows the answer to what was typed last, also when an older one comes after it', async () => {
  const { store, asked, first } = setUp();
  store.sync(first, 'q=a');
  store.sync(first, 'q=ab');
  await asked[1]?.answer({ total: 2, rows: rowsFrom(0, 2) });
  await asked[0]?.answer({ total: 900, rows: rowsFrom(0, 100) });
  expect(store.list()).toMatchObject({ query: 'q=ab', total: 2 });
});

test('does not go back to a page that is older than what is typed', async () => {
  const { store, asked, first } = setUp();
  store.sync(first, 'q=ab');
  await asked[0]?.answer({ total: 2, rows: rowsFrom(0, 2) });
  store.sync({ ...first, query: 'q=a', total: 900 }, 'q=ab');
  expect(store.list()).toMatchObject({ query: 'q=ab', total: 2 });
  expect(asked).toHaveLength(1);
});

test('keeps the rows it has when the page comes with the same list', async () => {
  const { store, asked, first } = setUp();
  store.need(210, 240);
  await asked[0]?.answer({});
  store.sync({ ...first }, '');
  expect(store.list().rows.has(240)).toBe(true);
});

test('mixes no rows of two readings, and asks again for what is on the screen', async () => {
  const { store, asked } = setUp();
  store.need(90, 160);
  await asked[1]?.answer({ asOf: '09:01', total: 990 });
  expect([...store.list().rows.keys()].every((at) => at >= 100 && at < 150)).toBe(true);
  expect(asked.map(({ offset }) => offset)).toEqual([50, 100, 150]);
});

test('puts up with rows of an older reading, as another process may have it', async () => {
  const { store, asked } = setUp();
  store.need(210, 240);
  await asked[0]?.answer({ asOf: '08:59' });
  expect(store.list().rows.has(0)).toBe(true);
  expect(store.list().asOf).toBe('09:00');
});

test('says that rows could not be had, and gets them when asked again', async () => {
  const { store, asked } = setUp();
  store.need(210, 240);
  await asked[0]?.fail();
  expect(store.list().failed).toBe(true);
  store.retry();
  await asked[1]?.answer({});
  expect(store.list()).toMatchObject({ failed: false, total: 1000 });
  expect(store.list().rows.has(240)).toBe(true);
});
