import { ready, untilEnd } from '../outside/changes.ts';
import { noteAddress } from '../outside/person.ts';
import { aksWithoutLimits } from '../outside/settings.ts';
import { azureOf, inAz, type Known, listOf, pathOf, takesMore } from './azure.ts';
import type { Bench, Figure } from './figure.ts';
import { noAz, signInAz } from './peers/az.ts';
import { newcomer, operator } from './people.ts';
import { duration } from './statistics.ts';
import { azureLatencyMs, type Testbed, withTestbed } from './testbed.ts';

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
    return withTestbed(bench, { ...options, settings: aksWithoutLimits }, async (testbed) => {
      await testbed.control.settings({ operations: { ends: 'at-once' } });
      const clusters = (await azureOf(testbed, operator.upn).clusters()).filter(takesMore);
      const [cluster, other] = clusters.filter((each) => listOf(each).length < room);
      if (!cluster || !other) throw new Error('The fleet has no cluster with room for a crowd');
      const ours = await addAll(testbed, cluster);
      const az = await withAz(bench, testbed, other);
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

async function addAll(testbed: Testbed, cluster: Known) {
  const people = await Promise.all(
    Array.from({ length: crowd }, async (_, at) => {
      const person = await newcomer(testbed, at);
      const address = `81.2.70.${at + 1}`;
      await noteAddress(person, address);
      const page = await person.open(`${pathOf(cluster)}/add-my-ip`);
      return { person, press: await ready(person, page, `Add ${address}/32`) };
    }),
  );
  const started = performance.now();
  await Promise.all(people.map(async ({ person, press }) => untilEnd(person, await press())));
  const ms = performance.now() - started;
  const puts = await testbed.control.requests({ path: cluster.id, method: 'PUT' });
  return { ms, landed: await countLanded(testbed, cluster), puts: puts.length };
}

/** How many of a few that append at once find their address in the list afterwards. */
async function withAz(bench: Bench, testbed: Testbed, cluster: Known): Promise<number | undefined> {
  const az = await signInAz(bench, testbed, operator.upn);
  if (!az) return undefined;
  bench.say(`az, ${azCrowd} at once`);
  const where = inAz(cluster);
  await Promise.allSettled(
    Array.from({ length: azCrowd }, async (_, at) => {
      await az('aks', 'show', ...where);
      const ranges = [...listOf(cluster), `81.2.70.${at + 1}`].join(',');
      await az('aks', 'update', ...where, '--api-server-authorized-ip-ranges', ranges, '--yes');
    }),
  );
  return countLanded(testbed, cluster);
}

async function countLanded({ control }: Testbed, { id }: Known): Promise<number> {
  const entries = await control.entriesOf(id);
  return entries.filter((entry) => entry.startsWith('81.2.70.')).length;
}
