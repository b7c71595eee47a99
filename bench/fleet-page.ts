import { setTimeout } from 'node:timers/promises';
import type { Person } from '../outside/person.ts';
import { azureOf, isOpen, type Known } from './azure.ts';
import type { Bench, Figure, Row } from './figure.ts';
import { type Az, noAz, signInAz } from './peers/az.ts';
import { listWithSdk } from './peers/sdk.ts';
import { newcomer, operator, other } from './people.ts';
import { duration, type Summary, spread, summarise, timeEach, times } from './statistics.ts';
import { azureLatencyMs, type Testbed, withTestbed } from './testbed.ts';

type Size = {
  readonly subscriptions: number;
  readonly entries: number;
  readonly n: number;
  /** So many more read the page each after every row of it has changed. */
  readonly changes?: number;
};
const sizes: readonly Size[] = [
  { subscriptions: 20, entries: 20, n: 10 },
  { subscriptions: 200, entries: 20, n: 10 },
  { subscriptions: 1000, entries: 20, n: 7, changes: 5 },
  { subscriptions: 1000, entries: 200, n: 5 },
];

/** The list of all clusters, for somebody of whom nothing is known yet. */
export const fleetPage: Figure = {
  name: 'fleet-page',
  title: 'Fleet page complete, over HTTP',
  ofProduct: true,
  async measure(bench) {
    const rows: Row[] = [];
    let perSubscription: Peers | undefined;
    for (const size of sizes) {
      const options = { ...size, clusters: 10, latencyMs: azureLatencyMs };
      await withTestbed(bench, options, async (testbed) => {
        bench.say(`${size.subscriptions} subscriptions, ${size.entries} entries`);
        perSubscription ??= await measurePeers(bench, testbed);
        rows.push(...(await measureSize(testbed, size, perSubscription)));
      });
    }
    return rows;
  },
};

const pauseMs = 300;

const warmUp = 8;

async function measureSize(testbed: Testbed, size: Size, peers: Peers): Promise<readonly Row[]> {
  const people: Person[] = [];
  for (let at = 0; at < warmUp + size.n; at += 1) people.push(await newcomer(testbed, at));
  const reads: Read[] = [];
  for (const person of people) {
    // What one page leaves to be collected would else fall into the next one's time.
    await setTimeout(pauseMs);
    reads.push(await readPage(testbed, person));
  }
  const counted = reads.slice(warmUp);
  const complete = summarise(counted.map(({ completeMs }) => completeMs));
  const firstRow = summarise(counted.map(({ firstRowMs }) => firstRowMs));
  const requests = await testbed.control.requestCounts({ operator: other(warmUp).upn });
  const asked = `${requests['resource-graph'] ?? 0} of Resource Graph, ${requests.arm ?? 0} of ARM`;
  const floor = floorOf(await azureOf(testbed, operator.upn).clusters());
  const { subscriptions, entries, n } = size;
  const what = `Fleet page, ${subscriptions.toLocaleString('en-GB')} × 10 clusters, ${entries} entries each`;
  const row: Row = {
    what,
    ours: `${spread(complete)}, first row after ${duration(firstRow.median)}; ${asked}`,
    instead: insteadOf(subscriptions, peers),
    limit: `floor ${duration(floor.ms)}; aim 1.5 × that${subscriptions === 20 ? ', and 40 × faster than az' : ''}`,
    judged: judge(complete, floor.ms, azTime(subscriptions, peers)),
    how: `n ${n} people new to the console, signed in, ${warmUp} before them to warm up, ${duration(pauseMs)} between them; GET /clusters to its last byte. They see the same clusters as those before them, so the console has read these rows before, and guesses how many there are. Floor: ${floor.words}, for whoever knows nothing.`,
  };
  if (size.changes === undefined) return [row];
  const changed = summarise(await readChanged(testbed, size.changes, warmUp + n));
  return [
    row,
    {
      what: `${what}, every row new to the console`,
      ours: spread(changed),
      instead: '',
      limit: row.limit,
      judged: judge(changed, floor.ms, undefined),
      how: `The same by ${changed.n} more people, each after an edit of every cluster: no row is as it was. Another console has asked for the changed rows before, so that the emulator has them ready.`,
    },
  ];
}

/** How long a page takes that holds nothing the console has read before, once after each of so many changes. */
async function readChanged(
  testbed: Testbed,
  changes: number,
  from: number,
): Promise<readonly number[]> {
  return testbed.besides(async (place) => {
    const took: number[] = [];
    for (let change = 0; change < changes; change += 1) {
      await testbed.control.editClusters({ tags: { change: String(change) } });
      // Somebody else, for the quota of Resource Graph is each person's own.
      await readPage(testbed, await newcomer({ place }, from + changes + change));
      const person = await newcomer(testbed, from + change);
      await setTimeout(pauseMs);
      took.push((await readPage(testbed, person)).completeMs);
    }
    return took;
  });
}

/** After how many milliseconds the first cluster was in the page, and all of it was there. */
type Read = { readonly firstRowMs: number; readonly completeMs: number };

/** Reads the page to its end. */
async function readPage({ log }: Testbed, person: Person): Promise<Read> {
  const started = performance.now();
  const answer = await person.stream({ path: '/clusters' });
  let firstRowMs: number | undefined;
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) {
    text += String(piece);
    if (firstRowMs === undefined && /href="\/clusters\/[0-9a-f]{8}-/.test(text)) {
      firstRowMs = performance.now() - started;
    }
  }
  if (firstRowMs !== undefined) return { firstRowMs, completeMs: performance.now() - started };
  throw new Error(`The page shows no cluster (${answer.statusCode}): ${log().slice(-200)}`);
}

type Floor = { readonly ms: number; readonly words: string };

/** ARM takes 250 reads at once and then 25 a second. */
const armBurst = 250;
const armPerSecond = 25;

/** What nobody can do without: the first page, all others at once, and a look at what seems open. */
function floorOf(clusters: readonly Known[]): Floor {
  const pages = Math.ceil(clusters.length / 1000);
  const affected = new Set(clusters.filter(isOpen).map(({ id }) => id.split('/')[2])).size;
  const trips = 1 + (pages > 1 ? 1 : 0) + (affected > 0 ? 1 : 0);
  const waitMs = (Math.max(0, affected - armBurst) / armPerSecond) * 1000;
  const further = pages > 1 ? `, the other ${pages - 1} side by side` : '';
  // Counted all the same: that nothing waits for it is what the page gains by asking for these clusters first.
  const beside = pages > 1 ? ' (which Drawbridge asks for beside those other pages)' : '';
  const confirm =
    affected > 0
      ? `, and one listing for each of ${affected} subscriptions with open clusters${beside}`
      : '';
  return {
    ms: trips * azureLatencyMs + waitMs,
    words: `${trips} round trips of ${azureLatencyMs} ms: the first page of Resource Graph${further}${confirm}`,
  };
}

type Peers = { readonly az: Summary | undefined; readonly sdk: Summary; readonly measured: number };

/** Both loop over subscriptions, so what one takes is measured and multiplied. */
async function measurePeers(bench: Bench, testbed: Testbed): Promise<Peers> {
  const subscriptions = await azureOf(testbed, operator.upn).subscriptions();
  bench.say(`az aks list and the SDK, ${subscriptions.length} subscriptions`);
  const sdk = await timeEach({ warmUp: 1, n: subscriptions.length }, (at) =>
    listWithSdk(testbed, operator.upn, [subscriptions[at % subscriptions.length] ?? '']),
  );
  const az = await signInAz(bench, testbed, operator.upn);
  return {
    az: az && summarise(await listWithAz(az, subscriptions)),
    sdk: summarise(sdk),
    measured: subscriptions.length,
  };
}

function listWithAz(az: Az, subscriptions: readonly string[]): Promise<number[]> {
  return timeEach({ warmUp: 1, n: subscriptions.length }, (at) => {
    const subscription = subscriptions[at % subscriptions.length] ?? '';
    return az('aks', 'list', '--subscription', subscription, '--output', 'json');
  });
}

function azTime(subscriptions: number, { az }: Peers): number | undefined {
  return az && az.median * subscriptions;
}

function insteadOf(subscriptions: number, peers: Peers): string {
  const az = azTime(subscriptions, peers);
  const guessed = subscriptions > peers.measured ? `, from ${peers.measured} subscriptions` : '';
  return [
    az === undefined ? noAz : `az aks list in a loop ${duration(az)}${guessed}`,
    `JavaScript SDK in a loop ${duration(peers.sdk.median * subscriptions)}${guessed}`,
  ].join('; ');
}

function judge({ median }: Summary, floorMs: number, az: number | undefined): string {
  const overFloor = median / floorMs;
  const met = overFloor <= 1.5 ? 'met' : 'missed';
  const faster = az === undefined ? '' : `; ${times(az / median)} faster than az`;
  return `${times(overFloor)} the floor: ${met}${faster}`;
}
