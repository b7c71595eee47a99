import type { Person } from '../crash/harness/http.ts';
import { addRange, follow, openForm } from '../crash/harness/person.ts';
import { pathOf } from './add-my-ip.ts';
import { azureOf, type Known, takesMore } from './azure.ts';
import type { Bench, Figure } from './figure.ts';
import { azureLatencyMs, type House, inHouse } from './house.ts';
import { noAz, signInAz } from './peers/az.ts';
import { newcomer, operator } from './people.ts';
import { duration } from './statistics.ts';

const crowd = 100;
const azCrowd = 6;
/** More than the first list has room for would be refused, rightly. */
const room = 200 - crowd - azCrowd;

/** Many people change one cluster at the same moment. */
export const crowdFigure: Figure = {
  name: 'crowd',
  title: '100 people add to one cluster at once',
  ofProduct: true,
  async measure(bench) {
    const options = { subscriptions: 4, clusters: 10, entries: 40, latencyMs: azureLatencyMs };
    // AKS takes 20 writes at once and one a minute after that: more than an hour, in which nothing happens.
    const settings = {
      AKS_PUT_BURST: '1000',
      AKS_POLL_MS: '20',
      AKS_GET_LIMIT: '10000/1',
      AKS_POLL_LIMIT: '10000/1',
    };
    return inHouse(bench, { ...options, settings }, async (house) => {
      await house.control.settings({ operations: { ends: 'at-once' } });
      const clusters = (await azureOf(house, operator.upn).clusters()).filter(takesMore);
      const [cluster, other] = clusters.filter((each) => lengthOf(each) < room);
      if (!cluster || !other) throw new Error('The fleet has no cluster with room for a crowd');
      const ours = await addAll(house, cluster);
      const az = await withAz(bench, house, other);
      return [
        {
          what: '100 people add an address each to one cluster, at once',
          ours: `${ours.landed} of ${crowd} landed, ${duration(ours.ms)}, ${ours.puts} PUTs`,
          instead: az === undefined ? noAz : `az, ${azCrowd} at once: ${az} of ${azCrowd} landed`,
          limit: `aim: all ${crowd}`,
          judged: ours.landed === crowd ? 'met' : 'missed',
          how: `Once. AKS's limits, of 20 writes and then one a minute among them, are switched off on both sides and its operations end at once; with them ${ours.puts} PUTs take at least ${Math.max(0, ours.puts - 20)} minutes. az: each reads the list, then writes it with one entry more.`,
        },
      ];
    });
  },
};

async function addAll(house: House, cluster: Known) {
  const people: Person[] = [];
  for (let at = 0; at < crowd; at += 1) people.push(await newcomer(house, at));
  const [one] = people;
  if (!one) throw new Error('Nobody came');
  const asked = { id: cluster.id, path: pathOf(cluster) };
  const form = await openForm(house.place, one, asked);
  const started = performance.now();
  await Promise.all(
    people.map(async (person, at) => {
      const add = { cluster: asked, range: `81.2.70.${at + 1}/32` };
      await follow(house.place, person, await addRange(house.place, person, form, add));
    }),
  );
  const ms = performance.now() - started;
  const entries = await house.control.entriesOf(cluster.id);
  const puts = await house.control.requests({ path: cluster.id, method: 'PUT' });
  const landed = entries.filter((entry) => entry.startsWith('81.2.70.')).length;
  return { ms, landed, puts: puts.length };
}

/** How many of a few that append at once find their address in the list afterwards. */
async function withAz(bench: Bench, house: House, cluster: Known): Promise<number | undefined> {
  const az = await signInAz(bench, house, operator.upn);
  if (!az) return undefined;
  bench.say(`az, ${azCrowd} at once`);
  const [, , subscription = '', , group = ''] = cluster.id.split('/');
  const where = ['-g', group, '-n', cluster.name, '--subscription', subscription];
  const list = cluster.properties.apiServerAccessProfile.authorizedIPRanges;
  await Promise.allSettled(
    Array.from({ length: azCrowd }, async (_, at) => {
      await az('aks', 'show', ...where);
      const ranges = [...list, `81.2.70.${at + 1}`].join(',');
      await az('aks', 'update', ...where, '--api-server-authorized-ip-ranges', ranges, '--yes');
    }),
  );
  const entries = await house.control.entriesOf(cluster.id);
  return entries.filter((entry) => entry.startsWith('81.2.70.')).length;
}

function lengthOf({ properties }: Known): number {
  return properties.apiServerAccessProfile.authorizedIPRanges.length;
}
