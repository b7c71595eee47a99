import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAzure } from '../e2e/fixtures/azure.ts';
import { type Postgres, startPostgres } from '../scripts/lib/postgres.ts';
import { addRange, follow, openForm, signIn } from './harness/person.ts';
import { makeHouse, type Server } from './harness/server.ts';

const house = makeHouse();
const { azure } = createAzure(house.emulatorUrl);
const standing = '73.140.245.0/24';
const crowd = 100;

let postgres: Postgres;
let first: Server;
let second: Server;
let third: Server;
beforeAll(async () => {
  postgres = await startPostgres();
  const settings = {
    DATABASE_URL: postgres.url,
    SESSION_KEYS: randomBytes(32).toString('base64'),
    // Real time would be more than an hour and a half: see what the first test prints.
    AKS_PUT_BURST: '1000',
    AKS_GET_LIMIT: '10000/1',
    AKS_POLL_LIMIT: '10000/1',
    AKS_POLL_MS: '20',
  };
  first = await house.server(settings);
  second = await house.server(settings, first.publicUrl);
  third = await house.server(settings, first.publicUrl);
  await Promise.all([first.start(), second.start()]);
});
afterAll(async () => {
  await house.close();
  await postgres.remove();
});

test('lets 100 people add 100 addresses to one cluster at once, through two processes', async () => {
  const cluster = { name: 'aks-payments-prod', entries: [standing] };
  const seeded = await azure.seed({ clusters: [cluster], colleagues: crowd - 1 });
  const people = await Promise.all(
    [seeded.operator, ...seeded.colleagues].map(async (operator, at) => ({
      place: at % 2 === 0 ? first : second,
      person: await signIn(at % 2 === 0 ? first : second, operator),
      range: `81.2.69.${at + 1}/32`,
    })),
  );
  const [one] = people;
  if (!one) throw new Error('Nobody came.');
  const form = await openForm(first, one.person, seeded.cluster);

  const started = performance.now();
  const ends = await Promise.all(
    people.map(async ({ place, person, range }) => {
      const id = await addRange(place, person, form, { cluster: seeded.cluster, range });
      return (await follow(place, person, id)).word;
    }),
  );
  expect(ends.filter((word) => word !== 'Done')).toEqual([]);
  const entries = await azure.entriesOf(seeded.cluster);
  expect(entries.toSorted()).toEqual([standing, ...people.map(({ range }) => range)].toSorted());
  const puts = (await azure.putsOf(seeded.cluster)).length;
  console.log(wordsOf(puts, (performance.now() - started) / 1000));
});

/** AKS takes 20 PUTs of a cluster at once and then one a minute, and 40 to 80 seconds for each (its recordings). */
function wordsOf(puts: number, seconds: number): string {
  const byLimit = Math.max(puts - 20, 0);
  const byWork = [40, 80].map((each) => Math.ceil((puts * each) / 60));
  return `${crowd} people, ${puts} PUTs, ${seconds.toFixed(1)} s here. With AKS: at least ${byLimit} minutes by its limit of 20 PUTs and one a minute; ${byWork.join(' to ')} minutes by the 40 to 80 seconds that each takes.`;
}

test('goes on when PostgreSQL is restarted and when the other process is killed', async () => {
  const seeded = await azure.seed({
    clusters: ['aks-lobby', 'aks-killed', 'aks-restarted'].map((name) => ({
      ...{ name, entries: [standing] },
    })),
  });
  const [lobby = seeded.cluster, killed = seeded.cluster, restarted = seeded.cluster] =
    seeded.clusters;
  const person = await signIn(first, seeded.operator);
  const form = await openForm(first, person, lobby);
  const range = '194.168.1.7/32';
  const asked = [
    { place: first, cluster: killed },
    { place: second, cluster: restarted },
  ].map(async ({ place, cluster }) => {
    const put = await azure.fault(cluster, { method: 'PUT', times: 1, do: { hold: 'after' } });
    const id = await addRange(place, person, form, { cluster, range });
    await put.held();
    return { id, cluster, put };
  });
  const changes = await Promise.all(asked);

  await first.kill();
  await postgres.stop();
  for (const { put } of changes) await put.release();
  await postgres.start();

  for (const { id, cluster } of changes) {
    expect(await follow(second, person, id)).toMatchObject({ word: 'Done' });
    expect(await azure.entriesOf(cluster)).toEqual([standing, range]);
    expect(await azure.putsOf(cluster)).toHaveLength(1);
  }
});

test('ends with 0 at SIGTERM also while it still starts', async () => {
  const ready = third.start().catch(String);
  // From then on connections are taken, and what was asked waits for the store.
  await expect.poll(third.log, { timeout: 20_000 }).toContain('Ready in');
  expect(await third.end()).toEqual({ code: 0, signal: null });
  expect(await ready).toContain('The console ended at once');
}, 30_000);
