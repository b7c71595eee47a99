import type { Person } from '../outside/person.ts';
import { run } from '../scripts/lib/run.ts';
import type { Bench, Figure, Row } from './figure.ts';
import { newcomer } from './people.ts';
import { amount, spread, summarise, times } from './statistics.ts';
import { type Testbed, withTestbed } from './testbed.ts';

const people = 100;
const sizes = [{ subscriptions: 100 }, { subscriptions: 1000 }] as const;
const reading = { atOnce: 4, seconds: 45 };
const load = { workers: 4, seconds: 8, people: 10 };

/** What the server holds and how fast it answers with a fleet and a crowd. */
export const memory: Figure = {
  name: 'memory',
  title: 'The server with 100 people signed in',
  ofProduct: true,
  async measure(bench) {
    const found: Found[] = [];
    for (const { subscriptions } of sizes) {
      const options = { subscriptions, clusters: 10, entries: 200, latencyMs: 0 };
      found.push(
        await withTestbed(bench, options, (testbed) => measureAt(bench, testbed, subscriptions)),
      );
    }
    const [small, large] = found;
    return found.map((each) => rowOf(each, each === large ? small : undefined));
  },
};

type Found = Awaited<ReturnType<typeof measureAt>>;

async function measureAt(bench: Bench, testbed: Testbed, subscriptions: number) {
  const watch = watchMemory(testbed.pid);
  const crowd: Person[] = [];
  for (let at = 0; at < people; at += 1) crowd.push(await newcomer(testbed, at));
  const signedIn = await watch.mostSince();
  bench.say(`${subscriptions * 10} clusters, ${people} people`);
  const readers = await readInTurn(crowd, (person) => openFleet(testbed, person));
  const afterReading = await watch.mostSince();
  const pages = await pagesPerSecond(
    testbed,
    crowd.slice(Math.max(0, readers.length - load.people), readers.length),
  );
  const serving = await watch.mostSince();
  watch.stop();
  return {
    subscriptions,
    readers: summarise(readers),
    pages,
    memory: { signedIn, afterReading, serving },
  };
}

function rowOf({ subscriptions, readers, pages, memory: m }: Found, smaller?: Found): Row {
  const clusters = (subscriptions * 10).toLocaleString('en-GB');
  const most = Math.max(m.afterReading, m.serving);
  const before = smaller && Math.max(smaller.memory.afterReading, smaller.memory.serving);
  const growth = smaller
    ? `10 × the clusters: ${times(most / (before ?? most))} the memory, ${times(smaller.pages.perSecond / pages.perSecond)} the time for a page`
    : '';
  return {
    what: `${clusters} clusters × 200 entries, ${people} people`,
    ours: `${amount(most)} MB at most, ${amount(m.signedIn)} MB with all signed in and nothing read; ${amount(pages.perSecond)} pages a second, ${spread(pages.each)} each`,
    instead: '',
    limit: 'aim: grows slower than the fleet',
    judged: growth,
    how: `Resident memory of the one process, the most seen every 250 ms, no latency. All ${people} sign in; then, for ${reading.seconds} s or until all have done so, they open the fleet for the first time, ${reading.atOnce} at a time: ${readers.n} did, ${spread(readers)} each. Then ${load.workers} at a time ask for pages of the fleet again as the last ${load.people} of them, for ${load.seconds} s.`,
  };
}

async function pagesPerSecond(testbed: Testbed, crowd: readonly Person[]) {
  const took: number[] = [];
  const end = performance.now() + load.seconds * 1000;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: load.workers }, async (_, worker) => {
      for (let at = worker; performance.now() < end; at += 1) {
        const person = crowd[at % crowd.length];
        const begun = performance.now();
        if (person) await openFleet(testbed, person);
        took.push(performance.now() - begun);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { perSecond: took.length / seconds, each: summarise(took) };
}

async function openFleet({ log }: Testbed, { send }: Person): Promise<void> {
  const { status, body } = await send({ path: '/clusters' });
  if (status === 200 && body.includes('href="/clusters/')) return;
  throw new Error(`The page shows no cluster (${status}): ${log().slice(-200)}`);
}

/** One after the other, a few at a time, until all have read or the time is up; how long each took. */
async function readInTurn<T>(
  crowd: readonly T[],
  read: (person: T) => Promise<void>,
): Promise<number[]> {
  const took: number[] = [];
  const end = performance.now() + reading.seconds * 1000;
  const left = [...crowd];
  const reader = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const started = performance.now();
      await read(next);
      took.push(performance.now() - started);
      if (performance.now() > end) return;
    }
  };
  await Promise.all(Array.from({ length: reading.atOnce }, reader));
  return took;
}

/** Looks at a process four times a second. `mostSince` is the most in MB since it was last asked. */
function watchMemory(pid: number) {
  let most = 0;
  const look = async () => {
    const { output } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
    most = Math.max(most, Number(output.trim()) / 1024);
  };
  const timer = setInterval(() => void look(), 250);
  return {
    async mostSince(): Promise<number> {
      await look();
      const seen = most;
      most = 0;
      return seen;
    },
    stop: () => clearInterval(timer),
  };
}
