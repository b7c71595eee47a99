import { ownAddress } from '../outside/own-address.ts';
import { noteAddress, signInAt } from '../outside/person.ts';
import { azureOf, inAz, type Known, listOf, takesMore } from './azure.ts';
import { runBatch } from './batch-run.ts';
import type { Bench, Figure } from './figure.ts';
import { noAz, signInAz } from './peers/az.ts';
import { operator } from './people.ts';
import { duration, summarise, timeEach, times } from './statistics.ts';
import { azureLatencyMs, type Testbed, withTestbed } from './testbed.ts';

const clusters = 500;
const range = '81.2.70.0/24';
/** As many as a batch of the product changes at a time, after its first. */
const sideBySide = 8;
/** Azure's answers that one change waits for, one after the other. */
const tripsEach = 4;
/** The shortest pause before an operation is looked at that the product can be set to. */
const leastPauseMs = 10;
/** How many `az` changes before what 500 take is multiplied. */
const measured = 5;

/** One range for many clusters. */
export const batchFigure: Figure = {
  name: 'batch',
  title: 'One range for 500 clusters',
  ofProduct: true,
  async measure(bench) {
    const options = { subscriptions: 100, clusters: 10, entries: 100, latencyMs: azureLatencyMs };
    const settings = { AKS_POLL_MS: String(leastPauseMs) };
    const unpaused = await withTestbed(bench, { ...options, settings }, async (testbed) => {
      const { chosen, person } = await prepare(testbed);
      return runBatch(person, chosen, range);
    });
    return withTestbed(bench, options, async (testbed) => {
      const { chosen, others, person } = await prepare(testbed);
      const ours = await runBatch(person, chosen, range);
      const az = await withAz(bench, testbed, others);
      const waves = 1 + Math.ceil((clusters - 1) / sideBySide);
      const floorMs = waves * tripsEach * azureLatencyMs;
      return [
        {
          what: 'One range added to 500 clusters',
          ours: `${duration(ours.runMs)}, ${ours.done} done; the plan after ${duration(ours.planMs)}`,
          instead: az === undefined ? noAz : `az aks update in a loop ${duration(az * clusters)}`,
          limit: `floor ${duration(floorMs)}: one cluster, then ${sideBySide} at a time`,
          judged: `${times(ours.runMs / floorMs)} the floor${az === undefined ? '' : `; ${times((az * clusters) / ours.runMs)} faster than az`}`,
          how: `Once. Azure's operations end at once on both sides; in Azure each takes 40 to 80 s, which ${sideBySide} at a time share and a loop does not. Floor: read, write, look once, read back, for each wave; of ${waves} waves, each waits a second on purpose before it looks. az: ${measured} measured, times ${clusters}; to read the list before is not counted.`,
        },
        {
          what: 'The same, without the second before the first look',
          ours: `${duration(unpaused.runMs)}, ${unpaused.done} done`,
          instead: '',
          limit: `floor ${duration(floorMs)}`,
          judged: `${times(unpaused.runMs / floorMs)} the floor`,
          how: `Once, with AKS_POLL_MS=${leastPauseMs}: what is left above the floor is our own time, and up to a second until the bench looks at the page of the batch.`,
        },
      ];
    });
  },
};

async function prepare(testbed: Testbed) {
  // On both sides: az looks only every half a minute whether one has ended.
  await testbed.control.settings({ operations: { ends: 'at-once' } });
  const all = (await azureOf(testbed, operator.upn).clusters()).filter(takesMore);
  const chosen = all.slice(0, clusters);
  if (chosen.length < clusters) throw new Error(`The fleet has ${chosen.length} to change`);
  const person = await signInAt(testbed.place, operator);
  await noteAddress(person, ownAddress);
  return { chosen, others: all.slice(clusters), person };
}

/** How long one takes in the middle; `undefined` where there is no az. */
async function withAz(
  bench: Bench,
  testbed: Testbed,
  some: readonly Known[],
): Promise<number | undefined> {
  const az = await signInAz(bench, testbed, operator.upn);
  if (!az) return undefined;
  bench.say('az aks update, one after the other');
  const took = await timeEach({ warmUp: 1, n: measured }, (at) => {
    const cluster = some[at];
    if (!cluster) throw new Error('The fleet has too few clusters for az');
    return az(
      ...['aks', 'update', ...inAz(cluster)],
      ...['--api-server-authorized-ip-ranges', [...listOf(cluster), range].join(','), '--yes'],
    );
  });
  return summarise(took).median;
}
