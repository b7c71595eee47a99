import { expect, test } from 'vitest';
import { columnsOf } from '#lib/clusters/fleet/columns';
import type { Fleet, FleetListener, FleetRow } from '#lib/clusters/fleet/fleet';
import { clusterKey } from '#lib/clusters/resource-id';
import { row } from '#lib/clusters/test-kit';
import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import { startReading, type Touched } from './reading.ts';

const fleetOf = (...rows: readonly FleetRow[]): Fleet => ({
  rows,
  unreadable: [],
  subscriptionsRead: 1,
  subscriptionsTotal: 1,
  asOf: '2026-11-26T09:02:00.000Z',
  notes: [],
});
const silent = (name: string) =>
  row({ name, properties: { apiServerAccessProfile: null }, source: 'resource-graph' });
const keyOf = (name: string) => clusterKey(row({ name }).id);
const nobody: Touched = new Map();
/** A change of this person has ended there. */
const own = (name: string, at: number): Touched => new Map([[keyOf(name), { at, ownAt: at }]]);

/** A source whose answers a test gives, and what AKS itself was asked about. */
function world(direct: () => readonly FleetRow[] | Promise<never> = () => []) {
  const asked: string[][] = [];
  let answer: (fleet: Result<Fleet, Failure>) => void = () => {};
  let hears: FleetListener = { onPart() {}, onRows() {} };
  let now = 1000;
  const reading = startReading({
    read: (listener) => {
      hears = listener;
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
    async readDirectly(rows) {
      asked.push(rows.map(({ id }) => id.name));
      return new Map((await direct()).map((each) => [clusterKey(each.id), each]));
    },
    now: () => now,
  });
  const at = (ms: number) => {
    now = ms;
  };
  return { ...reading, asked, answer, hears, at };
}

async function entriesOf(current: Promise<Result<Fleet, Failure>>) {
  const fleet = await current;
  return fleet.ok ? fleet.value.rows.map(({ entries }) => entries) : fleet.error;
}

test('has parts while the others are on their way, and says when there is more', async () => {
  const { value, hears, answer } = world();
  expect(value.soFar()).toBeUndefined();
  hears.onPart({ fleet: fleetOf(row({ name: 'a' })), total: 3 });
  await value.first;
  const first = value.soFar();
  expect(first).toMatchObject({ fleet: { rows: [{ id: { name: 'a' } }] }, total: 3, step: 1 });

  hears.onPart({ fleet: fleetOf(row({ name: 'a' }), row({ name: 'b' })), total: 3 });
  await first?.more;
  const second = value.soFar();
  expect(second).toMatchObject({ fleet: { rows: [{}, { id: { name: 'b' } }] }, step: 2 });

  answer(ok(fleetOf(row({ name: 'a' }), row({ name: 'b' }), row({ name: 'c' }))));
  await second?.more;
  expect(value.soFar()).toBeUndefined();
});

test('has no part where everything comes at once', async () => {
  const { value, answer } = world();
  answer(ok(fleetOf(row())));
  await value.first;
  expect(value.soFar()).toBeUndefined();
});

test('asks AKS about what Resource Graph is silent about, once', async () => {
  const open = row({ name: 'b', properties: { apiServerAccessProfile: null } });
  const { value, asked, answer } = world(() => [open]);
  answer(ok(fleetOf(row({ name: 'a' }), silent('b'))));
  await value.whole;
  expect(value.isConfirmed()).toBe(false);
  await value.confirmed;
  expect(value.isConfirmed()).toBe(true);
  expect(await value.current(nobody)).toMatchObject({
    value: {
      asOf: '2026-11-26T09:02:00.001Z',
      rows: [{}, { id: { name: 'b' }, access: 'open', accessConfirmed: true }],
    },
  });
  expect(asked).toEqual([['b']]);
});

test('asks about what is open as soon as its row is there, and not again once all are', async () => {
  const open = ['a', 'b'].map((name) =>
    row({ name, properties: { apiServerAccessProfile: null } }),
  );
  const { value, asked, answer, hears } = world(() => open);
  const rows = [silent('a'), row({ name: 'said', entries: ['1.2.3.0/24'] })];
  hears.onRows(rows);
  hears.onRows(rows);
  expect(asked).toEqual([['a']]);
  answer(ok(fleetOf(...rows, silent('b'))));
  await value.confirmed;
  expect(asked).toEqual([['a'], ['b']]);
  const current = await value.current(nobody);
  expect(current.ok && current.value.rows.map((each) => each.accessConfirmed)).toEqual([
    true,
    true,
    true,
  ]);
});

test('what it asked ahead matters to nobody where the fleet could not be read', async () => {
  const { value, answer, hears } = world(() => {
    throw new Error('broken');
  });
  hears.onRows([silent('a')]);
  answer(err({ code: 'sign-in-needed' }));
  await value.confirmed;
  expect(await value.current(nobody)).toMatchObject({ error: { code: 'sign-in-needed' } });
});

test('asks about what is open in 500 subscriptions at the most', async () => {
  const many = Array.from({ length: 501 }, (_, at) =>
    row({
      name: 'open',
      subscription: `${String(at).padStart(8, '0')}-0000-4000-8000-000000000000`,
      properties: { apiServerAccessProfile: null },
      source: 'resource-graph',
    }),
  );
  const { value, asked, answer, hears } = world();
  hears.onRows(many.slice(0, 300));
  answer(ok(fleetOf(...many)));
  await value.confirmed;
  expect(asked.map(({ length }) => length)).toEqual([300, 200]);
});

test('asks nobody where everything is said', async () => {
  const { value, asked, answer } = world();
  const whole = fleetOf(row({ name: 'a' }));
  answer(ok(whole));
  await value.confirmed;
  const current = await value.current(nobody);
  expect(current.ok && current.value).toBe(whole);
  expect(asked).toEqual([]);
});

test('shows a cluster that was changed here as AKS has it, and reads it once for each change', async () => {
  let entries = ['193.168.1.0/24'];
  const { value, asked, answer, at } = world(() => [row({ name: 'a', entries })]);
  answer(ok(fleetOf(row({ name: 'a', entries: [] }), row({ name: 'b' }))));
  await value.confirmed;
  at(2000);
  const once = own('a', 1500);
  expect(await entriesOf(value.current(once))).toMatchObject([['193.168.1.0/24'], {}]);
  await value.current(once);
  expect(asked).toEqual([['a']]);

  entries = ['194.168.1.0/24'];
  at(4000);
  const again = own('a', 3000);
  expect(await entriesOf(value.current(again))).toMatchObject([['194.168.1.0/24'], {}]);
  expect(asked).toEqual([['a'], ['a']]);
});

test('reads what others change once in five seconds, and what the person changed at once', async () => {
  const { value, asked, answer, at } = world();
  answer(ok(fleetOf(row({ name: 'a' }), row({ name: 'b' }))));
  await value.confirmed;
  const look = async (ms: number, touched: Touched) => {
    at(ms);
    await value.current(touched);
    return asked.length;
  };
  const others = (ms: number): Touched => new Map([[keyOf('a'), { at: ms, ownAt: 1_500 }]]);
  expect(await look(2_000, others(1_900))).toBe(1);
  expect(await look(3_000, others(2_900))).toBe(1);
  expect(await look(6_999, others(6_900))).toBe(1);
  expect(await look(7_000, others(6_900))).toBe(2);
  expect(await look(8_000, own('b', 7_900))).toBe(3);
  expect(asked).toEqual([['a'], ['a'], ['b']]);
});

test('reads a changed cluster once for two who look at the same time', async () => {
  const { value, asked, answer, at } = world(() => [row({ name: 'a', entries: ['1.2.3.0/24'] })]);
  answer(ok(fleetOf(row({ name: 'a' }))));
  await value.confirmed;
  at(2000);
  const touched = own('a', 1500);
  await Promise.all([value.current(touched), value.current(touched)]);
  expect(asked).toEqual([['a']]);
});

test('does not look for a changed cluster that this person does not see', async () => {
  const { value, asked, answer } = world();
  answer(ok(fleetOf(row({ name: 'a' }))));
  await value.confirmed;
  await value.current(own('elsewhere', 900));
  expect(asked).toEqual([]);
});

test('waits for no confirmation because of a changed cluster that this person does not see', async () => {
  const { value, answer } = world(() => new Promise<never>(() => {}));
  answer(ok(fleetOf(silent('a'))));
  await value.whole;
  expect(await value.current(own('elsewhere', 2000))).toMatchObject({ ok: true });
});

test('keeps the row where AKS does not answer', async () => {
  const { value, answer, at } = world();
  answer(ok(fleetOf(row({ name: 'a', entries: ['193.168.1.0/24'] }))));
  await value.confirmed;
  at(2000);
  expect(await entriesOf(value.current(own('a', 1500)))).toEqual([['193.168.1.0/24']]);
});

test('weighs what it holds, and a failure nothing', async () => {
  const full = world();
  full.answer(ok(fleetOf(row({ name: 'a', entries: ['1.2.3.0/24'] }))));
  const weigh = await full.settled;
  expect(weigh?.()).toBeGreaterThan(1000);
  const refused = world();
  refused.answer(err({ code: 'sign-in-needed' }));
  expect(await refused.settled).toBeUndefined();
  expect(await refused.value.current(nobody)).toMatchObject({ error: { code: 'sign-in-needed' } });
  await refused.value.confirmed;
});

test('weighs the index that a question for ranges has built, of the rows as they are now', async () => {
  const { value, settled, answer } = world(() => [row({ name: 'b', entries: ['1.2.3.0/24'] })]);
  answer(ok(fleetOf(row({ name: 'a', entries: ['1.2.3.0/24'] }), silent('b'))));
  const weigh = await settled;
  await value.confirmed;
  const before = weigh?.() ?? 0;
  const fleet = await value.current(nobody);
  if (fleet.ok) columnsOf(fleet.value.rows).commonest(1);
  // Two entries, and a number for each of the two clusters.
  expect((weigh?.() ?? 0) - before).toBe(2 * 13 + 2);
});
