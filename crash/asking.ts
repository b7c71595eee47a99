import type { Fault } from '../emulator/control.ts';
import type { Azure, Cluster, Seeded } from '../outside/azure.ts';
import { ready, review } from '../outside/changes.ts';
import type { Place } from '../outside/http.ts';
import { type Person, signInAt } from '../outside/person.ts';
import type { Setup } from '../outside/setups.ts';

/** Seeds a world whose operator has signed in: `ada`. */
export async function enterAt(
  place: Place,
  azure: Azure,
  setup: Setup,
): Promise<Seeded & { readonly ada: Person }> {
  const seeded = await azure.seed(setup);
  return { ...seeded, ada: await signInAt(place, seeded.operator) };
}

/** A request to Azure that is held: about the cluster itself, unless `path` says otherwise. */
export type Hold = Omit<Fault, 'match' | 'times'> & {
  readonly method?: string;
  readonly path?: string;
};

/** Asks for one more range and waits until Azure holds the request that it comes to. */
export async function askAndHold(
  azure: Azure,
  ada: Person,
  cluster: Cluster,
  { method, path = `/managedClusters/${cluster.name}(\\?|$)`, ...hold }: Hold,
) {
  // Before Azure holds anything: a review reads the cluster too.
  const press = await ready(ada, await review(ada, cluster), 'Apply');
  const subscription = cluster.subscriptionId;
  const match = { subscription, path, ...(method === undefined ? {} : { method }) };
  const trouble = await azure.faultWhere({ match, times: 1, ...hold });
  const change = await press();
  await trouble.held();
  return { change, ...trouble };
}
