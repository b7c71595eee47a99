import { PassThrough, Readable } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import type { FakeAnswer } from '#lib/azure/test-azure';
import { readFleet } from './fleet.ts';
import { ada, azureOf, names, namesRead, row, rows } from './test-graph.ts';

/** How many ms it takes until the fleet has been read, where nothing takes time but the quota. */
async function timeToRead(azure: ReturnType<typeof azureOf>, clusters: number) {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout'] }).setTimerTickMode(
    'nextTimerAsync',
  );
  const start = Date.now();
  const fleet = await readFleet(azure.arm, ada);
  expect(fleet.ok && fleet.value.rows).toHaveLength(clusters);
  return Date.now() - start;
}

afterEach(() => {
  vi.useRealTimers();
});

test('asks for all pages after the first side by side', async () => {
  const azure = azureOf(() => rows(4200));
  expect(await namesRead(azure)).toEqual({ found: names(4200), notes: [] });
  expect(azure.asked.map(({ from, top }) => [from, top])).toEqual([
    [0, 1000],
    [1000, 1000],
    [2000, 1000],
    [3000, 1000],
    [4000, 200],
  ]);
  expect(azure.most()).toBe(4);
});

test('keeps the order of Resource Graph, whichever page comes first', async () => {
  const last = Promise.withResolvers<void>();
  const azure = azureOf(
    () => rows(2500),
    async ({ from }, whole) => {
      if (from === 2000) last.resolve();
      else await last.promise;
      return whole;
    },
  );
  const fleet = await readFleet(azure.arm, ada, { expected: 2500 });
  expect(fleet.ok && fleet.value.rows.map(({ id }) => id.name)).toEqual(names(2500));
});

test('asks for the others as soon as it hears how many there are, before the rows of the first', async () => {
  const first = new PassThrough();
  const data = rows(2500);
  const azure = azureOf(
    () => data,
    ({ from }, whole) => {
      if (from === 0) {
        first.write('{"totalRecords":2500,"count":1000,"data":[');
        return { body: first };
      }
      if (azure.asked.length === 3) first.end(`${JSON.stringify(data.slice(0, 1000)).slice(1)}}`);
      return whole;
    },
  );
  expect(await namesRead(azure)).toEqual({ found: names(2500), notes: [] });
  expect(azure.asked).toHaveLength(3);
});

test('counts nothing of an answer that broke off in the middle of its rows', async () => {
  async function* broken() {
    yield Buffer.from(`{"totalRecords":9,"data":${JSON.stringify(rows(9)).slice(0, -2)}`);
    throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  }
  const azure = azureOf(
    () => rows(2),
    (_, whole) => (azure.asked.length === 1 ? { body: Readable.from(broken()) } : whole),
  );
  expect(await namesRead(azure)).toEqual({ found: names(2), notes: [] });
  // Rows too many would be read once more.
  expect(azure.asked).toHaveLength(2);
});

test('knows what is left of the quota before it asks for the others', async () => {
  const headers = { 'x-ms-user-quota-remaining': '1', 'x-ms-user-quota-resets-after': '00:00:03' };
  const azure = azureOf(
    () => rows(2500),
    ({ from }, whole) => (from === 0 ? { ...whole, headers } : whole),
  );
  expect(await timeToRead(azure, 2500)).toBe(3000);
});

test('asks for all pages at once where it knows how many there were', async () => {
  const azure = azureOf(() => rows(2600));
  expect(await namesRead(azure, 2500)).toEqual({ found: names(2600), notes: [] });
  expect(azure.asked).toHaveLength(3);
  expect(azure.most()).toBe(3);
});

test('finds what is more than last time, and what is less', async () => {
  const more = azureOf(() => rows(3100));
  expect((await namesRead(more, 1500)).found).toEqual(names(3100));
  const less = azureOf(() => rows(700));
  expect((await namesRead(less, 2500)).found).toEqual(names(700));
});

test('neither waits for pages beyond the last nor minds what becomes of them', async () => {
  for (const beyond of [{ status: 400 }, new Promise<FakeAnswer>(() => {})]) {
    const azure = azureOf(
      () => rows(1200),
      ({ from }, whole) => (from > 1200 ? beyond : whole),
    );
    expect(await namesRead(azure, 4000)).toEqual({ found: names(1200), notes: [] });
  }
});

test('goes on where a page ended that is shorter than asked for', async () => {
  const azure = azureOf(
    () => rows(2300),
    ({ from }) => {
      const data = rows(2300).slice(from, from + 400);
      return { body: { totalRecords: 2300, data } };
    },
  );
  expect(await namesRead(azure)).toEqual({ found: names(2300), notes: [] });
});

test('takes its count for more than its word that a page is cut short', async () => {
  for (const count of [3, 1700]) {
    const azure = azureOf(
      () => rows(count),
      (_, { body }) => ({ body: { ...Object(body), resultTruncated: 'true' } }),
    );
    expect(await namesRead(azure)).toEqual({ found: names(count), notes: [] });
  }
});

test('asks for fewer at a time where so many are refused', async () => {
  const azure = azureOf(
    () => rows(2300),
    ({ top }, whole) => (top > 500 ? { status: 400 } : whole),
  );
  expect(await namesRead(azure)).toEqual({ found: names(2300), notes: [] });
});

test('reads all of it again when a cluster went and the pages moved', async () => {
  let left = rows(2500);
  let answers = 0;
  const azure = azureOf(
    () => left,
    (_, whole) => {
      // After the first page one goes, and the row that takes its place is on no page.
      if (++answers === 1) left = left.slice(1);
      return whole;
    },
  );
  expect(await namesRead(azure)).toEqual({ found: names(2500).slice(1), notes: [] });
});

test('counts a cluster once that two pages hold, and looks for the one it hid', async () => {
  let isFirst = true;
  const azure = azureOf(
    () => rows(1500),
    ({ from }, whole) => {
      if (from === 0 || !isFirst) return whole;
      isFirst = false;
      return { body: { totalRecords: 1500, data: rows(1499).slice(999) } };
    },
  );
  expect(await namesRead(azure)).toEqual({ found: names(1500), notes: [] });
});

test('shows a cluster once that Azure itself has twice, and misses none', async () => {
  const twice = { ...row(3), id: row(3).id.toUpperCase() };
  const azure = azureOf(() => [...rows(4), twice, ...rows(8).slice(4)]);
  const fleet = await readFleet(azure.arm, ada);
  expect(fleet).toMatchObject({ ok: true, value: { rows: { length: 8 }, notes: [] } });
  expect(azure.asked).toHaveLength(1);
});

test('follows the tokens of pages where their numbers lead nowhere', async () => {
  const all = rows(2300);
  const azure = azureOf(
    () => all,
    ({ token = 0 }) => {
      const $skipToken = token + 700 < all.length ? String(token + 700) : undefined;
      return { body: { totalRecords: 2300, data: all.slice(token, token + 700), $skipToken } };
    },
  );
  expect(await namesRead(azure)).toEqual({ found: names(2300), notes: [] });
});

test('says how many are missing where reading again does not find them', async () => {
  const azure = azureOf(
    () => rows(1500),
    ({ from }, whole) =>
      from === 0 ? whole : { body: { totalRecords: 1500, data: rows(1498).slice(1000) } },
  );
  const read = await namesRead(azure);
  expect(read.found).toEqual(names(1498));
  expect(read.notes).toEqual([{ code: 'clusters-missing', missing: 2 }]);
});

test('tells of the first rows before the last page has come', async () => {
  const { arm } = azureOf(() => rows(2500));
  const told: (readonly [number, number | undefined])[] = [];
  await readFleet(arm, ada, {
    onPart: ({ fleet, total }) => told.push([fleet.rows.length, total]),
  });
  expect(told).toEqual([[1000, 2500]]);
});

test('waits ahead of time where the quota does not go far enough', async () => {
  const azure = azureOf(() => rows(17_500));
  expect(await timeToRead(azure, 17_500)).toBe(5000);
});
