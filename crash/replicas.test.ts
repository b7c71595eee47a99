import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAzure } from '../outside/azure.ts';
import { ready, untilEnd, wanted } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { noteAddress, signInAt } from '../outside/person.ts';
import { aksWithoutLimits } from '../outside/settings.ts';
import { clusters, oneCluster, standing } from '../outside/setups.ts';
import { type Postgres, startPostgres } from '../scripts/lib/postgres.ts';
import { askAndHold, enterAt } from './asking.ts';
import { makeTestbed, type Server } from './server.ts';

const testbed = makeTestbed();
const { azure } = createAzure(testbed.emulatorUrl);
const crowd = 100;

let postgres: Postgres;
let first: Server;
let second: Server;
let third: Server;
beforeAll(async () => {
  postgres = await startPostgres();
  const own = {
    DATABASE_URL: postgres.url,
    SESSION_KEYS: randomBytes(32).toString('base64'),
    // Real time would be more than an hour and a half: see what the first test prints.
    ...aksWithoutLimits,
  };
  first = await testbed.server({ own, store: 'none' });
  const replica = { own, store: 'none', publicUrl: first.publicUrl } as const;
  second = await testbed.server(replica);
  third = await testbed.server(replica);
  await Promise.all([first.start(), second.start()]);
});
afterAll(async () => {
  await testbed.close();
  await postgres.remove();
});

test('lets 100 people add 100 addresses to one cluster at once, through two processes', async () => {
  const { operator, colleagues, cluster } = await azure.seed(
    oneCluster({}, { colleagues: crowd - 1 }),
  );
  const people = await Promise.all(
    [operator, ...colleagues].map(async (each, at) => {
      const person = await signInAt(at % 2 === 0 ? first : second, each);
      const address = `81.2.69.${at + 1}`;
      await noteAddress(person, address);
      const page = await person.open(`${cluster.path}/add-my-ip`);
      const range = `${address}/32`;
      return { person, range, press: await ready(person, page, `Add ${range}`) };
    }),
  );

  const started = performance.now();
  const ends = people.map(async ({ person, press }) => untilEnd(person, await press()));
  const words = (await Promise.all(ends)).map(({ word }) => word);
  expect(words.filter((word) => word !== 'Done')).toEqual([]);
  const entries = await azure.entriesOf(cluster);
  expect(entries.toSorted()).toEqual([...standing, ...people.map(({ range }) => range)].toSorted());
  const puts = (await azure.putsOf(cluster)).length;
  console.log(wordsOf(puts, (performance.now() - started) / 1000));
});

/** AKS takes 20 PUTs of a cluster at once and then one a minute, and 40 to 80 seconds for each (its recordings). */
function wordsOf(puts: number, seconds: number): string {
  const byLimit = Math.max(puts - 20, 0);
  const byWork = [40, 80].map((each) => Math.ceil((puts * each) / 60));
  return `${crowd} people, ${puts} PUTs, ${seconds.toFixed(1)} s here. With AKS: at least ${byLimit} minutes by its limit of 20 PUTs and one a minute; ${byWork.join(' to ')} minutes by the 40 to 80 seconds that each takes.`;
}

test('goes on when PostgreSQL is restarted and when the other process is killed', async () => {
  const two = clusters(
    { name: 'aks-killed', entries: standing },
    { name: 'aks-restarted', entries: standing },
  );
  const { ada, clusters: both } = await enterAt(first, azure, two);
  const asked = both.map(async (cluster, at) => {
    const person = ada.at(at === 0 ? first : second);
    const held = { method: 'PUT', do: { hold: 'after' } } as const;
    return { cluster, ...(await askAndHold(azure, person, cluster, held)) };
  });
  const changes = await Promise.all(asked);

  await first.kill();
  await postgres.stop();
  for (const { release } of changes) await release();
  await postgres.start();

  for (const { change, cluster } of changes) {
    expect(await untilEnd(ada.at(second), change)).toMatchObject({ word: 'Done' });
    expect(await azure.entriesOf(cluster)).toEqual([...standing, wanted]);
    expect(await azure.putsOf(cluster)).toHaveLength(1);
  }
});

test('takes no failure of another kind for a database that does not answer', async () => {
  const { ada } = await enterAt(second, azure, oneCluster());
  const database = new pg.Client({ connectionString: postgres.url });
  await database.connect();
  await database.query('alter table sessions rename to away');
  const { length } = second.log();
  try {
    expect((await ada.open('/clusters')).status).toBe(500);
    const told = second.log().slice(length);
    expect(told).toMatch(/sessions.* does not exist/);
    expect(told).not.toContain('the store does not answer');
  } finally {
    await database.query('alter table away rename to sessions');
    await database.end();
  }
  expect((await ada.open('/clusters')).status).toBe(200);
});

test('takes out at its time whom it let in, though they have left and the process was killed', async () => {
  const { ada, cluster } = await enterAt(second, azure, oneCluster());
  const fill = { 'For how long': '7 days, then out by itself' };
  await noteAddress(ada, ownAddress);
  const page = await ada.open(`${cluster.path}/add-my-ip`);
  const added = await ada.press(page, `Add ${ownAddress}/32`, { fill });
  expect(await untilEnd(ada, added)).toMatchObject({ word: 'Done' });
  expect(await azure.entriesOf(cluster)).toEqual([...standing, `${ownAddress}/32`]);
  await ada.press(await ada.press(await ada.open('/clusters'), 'Sign out'), 'Sign out');
  await second.kill();

  const database = new pg.Client({ connectionString: postgres.url });
  await database.connect();
  // The week has passed.
  const moved = await database.query(`update changes set wake_at = now(),
    life = life || jsonb_build_object('startsAt', floor(extract(epoch from now()) * 1000))
    where state = 'held'`);
  expect(moved.rowCount).toBe(1);
  await database.end();
  await second.start();
  await expect.poll(() => azure.entriesOf(cluster), { timeout: 40_000 }).toEqual(standing);
  expect(await azure.putsOf(cluster)).toHaveLength(2);
});

const notReady = expect.stringContaining('its database does not answer');

test('says, also without script, that its database does not answer', async () => {
  const { ada, cluster } = await enterAt(second, azure, oneCluster());
  const page = await ada.open(cluster.path);
  await postgres.stop();
  try {
    for (const path of ['/clusters', '/batches']) {
      const away = await ada.open(path);
      expect(away.status).toBe(503);
      expect(away.all('heading')).toEqual(['Drawbridge is not ready']);
      expect(away.text).toContain('Changes that were accepted are kept');
      expect(away.href('Load it now')).toBe('');
    }
    expect(second.log()).toContain('a page could not be made: the store does not answer');
    for (const path of [
      '/clusters/export.csv',
      '/clusters/export.json',
      '/clusters/rows',
      '/clusters/changes/export.csv',
      `${cluster.path}/changes/export.csv`,
      ...[`/changes/${randomUUID()}`, `/batches/${randomUUID()}`].flatMap((one) => [
        `${one}/events`,
        `${one}/sign-in`,
      ]),
      `/batches/${randomUUID()}/plan.csv`,
      `/batches/${randomUUID()}/plan.txt`,
    ]) {
      const { status, body } = await ada.send({ path });
      expect({ path, status, body }).toEqual({ path, status: 503, body: notReady });
    }
    const seen = await ada.submit({ method: 'POST', path: '/address/seen', body: '81.2.69.142' });
    expect(seen).toMatchObject({ status: 503, body: notReady });
    const [press, typed] = ['Review changes', { fill: { 'Add ranges': wanted } }] as const;
    const refused = await ada.press(page, press, typed);
    expect(refused.status).toBe(503);
    expect(refused.body).toContain('Nothing was changed');
  } finally {
    await postgres.start();
  }
  await expect.poll(async () => (await ada.open('/clusters')).status).toBe(200);
});

test('says so where a question was cut off, though the database answers again', async () => {
  const { ada } = await enterAt(second, azure, oneCluster());
  const database = new pg.Client({ connectionString: postgres.url });
  await database.connect();
  try {
    await database.query('begin; lock table sessions in access exclusive mode');
    const asked = [ada.open('/batches'), ada.open('/clusters/export.csv')];
    const waiting = `from pg_stat_activity where wait_event_type = 'Lock'`;
    const countWaiting = async () => {
      // Within a transaction it would show the same each time.
      await database.query('select pg_stat_clear_snapshot()');
      return (await database.query(`select ${waiting}`)).rowCount;
    };
    await expect.poll(countWaiting).toBe(asked.length);
    await database.query(`select pg_terminate_backend(pid) ${waiting}`);
    const [page, file] = await Promise.all(asked);
    expect([page?.status, page?.all('heading')]).toEqual([503, ['Drawbridge is not ready']]);
    expect([file?.status, file?.body]).toEqual([503, notReady]);
  } finally {
    await database.end();
  }
});

test('takes a form without script also while its database has much to do', async () => {
  const { ada, cluster } = await enterAt(second, azure, oneCluster());
  const page = await ada.open(cluster.path);
  const database = new pg.Client({ connectionString: postgres.url });
  await database.connect();
  await database.query('begin; lock table sessions in access exclusive mode');
  // As many as there are connections.
  const waiting = Array.from({ length: 10 }, () => ada.open('/batches'));
  const hasNoneLeft = () =>
    expect.poll(async () => (await ada.send({ path: '/readyz' })).status).toBe(503);
  await hasNoneLeft();
  const pressed = ada.press(page, 'Review changes', { fill: { 'Add ranges': wanted } });
  await hasNoneLeft();
  await database.query('commit');
  await database.end();
  expect((await pressed).status).toBe(200);
  for (const each of await Promise.all(waiting)) expect(each.status).toBe(200);
});

test('ends with 0 at SIGTERM also while it still starts', async () => {
  const started = third.start().catch(String);
  // From then on connections are taken, and what was asked waits for the store.
  await expect.poll(third.log, { timeout: 120_000 }).toContain('Ready in');
  expect(await third.end()).toEqual({ code: 0, signal: null });
  expect(await started).toContain('The console ended at once');
});
