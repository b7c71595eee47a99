import { ready, untilEnd } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { noteAddress, type Person, signInAt } from '../outside/person.ts';
import { azureOf, inAz, type Known, listOf, pathOf, takesMore } from './azure.ts';
import { emulatorShare } from './emulator-share.ts';
import type { Bench, Figure } from './figure.ts';
import { noAz, signInAz } from './peers/az.ts';
import { operator } from './people.ts';
import { duration, type Summary, spread, summarise, timeEach, times } from './statistics.ts';
import { azureLatencyMs, type Testbed, withTestbed } from './testbed.ts';

const counts = { warmUp: 30, n: 30 };
/** Read, then write what was read with one entry more. */
const unavoidable = 2;
const aimMs = 20;

/** From the click on **Add my IP** to Azure's word that it has taken the change. */
export const addMyIp: Figure = {
  name: 'add-my-ip',
  title: 'Add my IP, click to accepted',
  ofProduct: true,
  async measure(bench) {
    const options = { subscriptions: 40, clusters: 10, entries: 100, latencyMs: azureLatencyMs };
    return withTestbed(bench, options, async (testbed) => {
      const clusters = (await azureOf(testbed, operator.upn).clusters()).filter(lacksOwnAddress);
      const person = await signInAt(testbed.place, operator);
      await noteAddress(person, ownAddress);
      const each = counts.warmUp + counts.n;
      const [forLatency, forOwn, forShare, forAz] = [0, 1, 2, 3].map((at) =>
        clusters.slice(at * each),
      );

      const late = await clickAll(testbed, person, forLatency ?? []);
      await testbed.control.settings({ latencyMs: 0 });
      const own = await clickAll(testbed, person, forOwn ?? []);
      const share = await emulatorShare(testbed, forShare ?? [], counts, `${ownAddress}/32`);
      await testbed.control.settings({ latencyMs: azureLatencyMs });
      const az = await withAz(bench, testbed, forAz ?? []);

      const took = summarise(late.times);
      const ownTime = summarise(own.times);
      const instead = az ? `az aks show, then az aks update --no-wait: ${spread(az)}` : noAz;
      return [
        {
          what: 'Add my IP, click to accepted',
          ours: `${spread(took)}; ${late.trips} Azure round trips`,
          instead,
          limit: `floor ${unavoidable} round trips, ${duration(unavoidable * azureLatencyMs)}`,
          judged: `${late.trips} of ${unavoidable} round trips: ${late.trips === unavoidable ? 'met' : 'missed'}${az ? `; ${times(az.median / took.median)} faster than az` : ''}`,
          how: `n ${counts.n} clusters, ${counts.warmUp} before them to warm up; from the post of the form to “Applying” in the change's stream of events. az: n ${az?.n ?? 0}.`,
        },
        {
          what: 'The same, our own time on top',
          ours: `${spread(ownTime)}, with the emulator's two answers, which take ${spread(share)}`,
          instead: '',
          limit: `aim: under ${aimMs} ms at the median`,
          judged: `${duration(ownTime.median - share.median)} without the emulator: ${ownTime.median - share.median < aimMs ? 'met' : 'missed'}`,
          how: `n ${counts.n} other clusters with 0 ms of latency: post, redirect, stream of events. The emulator's part: the bench itself reads and writes each of ${counts.n} more clusters, one after the other.`,
        },
      ];
    });
  },
};

function lacksOwnAddress(cluster: Known): boolean {
  return takesMore(cluster) && !listOf(cluster).includes('81.2.69.0/24');
}

/** az takes no service tag, so it cannot write back a list that has one. */
function ofRangesAlone(cluster: Known): boolean {
  return listOf(cluster).every((entry) => /^[\d./]+$/.test(entry));
}

async function clickAll(testbed: Testbed, person: Person, clusters: readonly Known[]) {
  const buttons: Awaited<ReturnType<typeof ready>>[] = [];
  for (const cluster of clusters.slice(0, counts.warmUp + counts.n)) {
    const page = await person.open(`${pathOf(cluster)}/add-my-ip`);
    buttons.push(await ready(person, page, `Add ${ownAddress}/32`));
  }
  const times = await timeEach(counts, async (at) => {
    const press = buttons[at];
    if (!press) throw new Error('The fleet has too few clusters that lack the address');
    const { word } = await untilEnd(person, await press(), 'Applying');
    if (!['Applying', 'Done'].includes(word)) throw new Error(`A change ended in ${word}`);
  });
  return { times, trips: await tripsFor(testbed, clusters[counts.warmUp]) };
}

/** What was asked of Azure about a cluster since its page was opened, up to the write. */
async function tripsFor({ control }: Testbed, cluster: Known | undefined): Promise<number> {
  const requests = await control.requests({ path: cluster?.id ?? '' });
  const about = requests.filter(({ path }) => /\/managedClusters\/[^/]+$/i.test(path));
  const put = about.findIndex(({ method }) => method === 'PUT');
  // The first of them is the page's own read, before the click.
  return about.slice(1, put + 1).length;
}

async function withAz(
  bench: Bench,
  testbed: Testbed,
  clusters: readonly Known[],
): Promise<Summary | undefined> {
  const az = await signInAz(bench, testbed, operator.upn);
  if (!az) return undefined;
  bench.say('az');
  return summarise(
    await timeEach({ warmUp: 0, n: 5 }, async (at) => {
      const cluster = clusters.filter(ofRangesAlone)[at];
      if (!cluster) throw new Error('The fleet has too few clusters for az');
      const where = inAz(cluster);
      await az('aks', 'show', ...where, '--query', 'apiServerAccessProfile.authorizedIpRanges');
      const ranges = [...listOf(cluster), ownAddress].join(',');
      await az('aks', 'update', ...where, '--api-server-authorized-ip-ranges', ranges, '--no-wait');
    }),
  );
}
