import { azureOf, type Known, takesMore } from './azure.ts';
import type { Bench, Figure } from './figure.ts';
import { azureLatencyMs, type House, inHouse } from './house.ts';
import { type Az, noAz, signInAz } from './peers/az.ts';
import { operator } from './people.ts';
import { duration, summarise, timeEach } from './statistics.ts';

const clusters = 500;
const range = '81.2.70.0/24';
/** How many `az` changes before what 500 take is multiplied. */
const waited = 2;
const notWaited = 5;

/** One range for many clusters. */
export const batchFigure: Figure = {
  name: 'batch',
  title: 'One range for 500 clusters',
  ofProduct: true,
  async measure(bench) {
    const options = { subscriptions: 60, clusters: 10, entries: 100, latencyMs: azureLatencyMs };
    return inHouse(bench, options, async (house) => {
      const all = (await azureOf(house, operator.upn).clusters()).filter(takesMore);
      return [
        {
          what: 'One range added to 500 clusters',
          ours: 'not measured: the product has no batches yet',
          instead: (await withAz(bench, house, all)) ?? noAz,
          limit: 'aim: as fast as AKS’s limits allow',
          judged: '',
          how: `Azure's operations take 2 s here, and one or two minutes in Azure. az aks update: ${waited} measured while it waits for the end of each, ${notWaited} with --no-wait, times ${clusters}; to read the list before is not counted.`,
        },
      ];
    });
  },
};

async function withAz(
  bench: Bench,
  house: House,
  all: readonly Known[],
): Promise<string | undefined> {
  const az = await signInAz(bench, house, operator.upn);
  if (!az) return undefined;
  bench.say('az aks update, one after the other');
  const toWait = await updateEach(az, all.slice(0, waited), []);
  const toGoOn = await updateEach(az, all.slice(waited, waited + notWaited), ['--no-wait']);
  return `az aks update in a loop ${duration(toWait * clusters)}; ${duration(toGoOn * clusters)} with --no-wait, which does not tell how they end`;
}

async function updateEach(
  az: Az,
  some: readonly Known[],
  more: readonly string[],
): Promise<number> {
  const took = await timeEach({ warmUp: 0, n: some.length }, (at) => {
    const cluster = some[at];
    const [, , subscription = '', , group = ''] = cluster?.id.split('/') ?? [];
    const list = cluster?.properties.apiServerAccessProfile.authorizedIPRanges ?? [];
    return az(
      ...['aks', 'update', '-g', group, '-n', cluster?.name ?? '', '--subscription', subscription],
      ...['--api-server-authorized-ip-ranges', [...list, range].join(','), '--yes', ...more],
    );
  });
  return summarise(took).median;
}
