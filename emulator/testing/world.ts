import { createControlClient } from '../control-client.ts';
import { type EmulatorOptions, startEmulator } from '../start.ts';
import type { ClusterSpec } from '../world/build-cluster.ts';
import { buildSubscription, type SubscriptionSpec } from '../world/build-subscription.ts';

/** Ada may write, Ravi may read, Noor sees nothing. */
export const people = {
  ada: 'ada.lindqvist@contoso.com',
  ravi: 'ravi.menon@contoso.com',
  noor: 'noor.haddad@contoso.com',
} as const;

type Named = Pick<ClusterSpec, 'name'>;

/** Starts an emulator with the three people and one subscription; for the emulator's own tests. */
export async function startWorld(
  spec: SubscriptionSpec & { readonly clusters: readonly ClusterSpec[] },
  options: EmulatorOptions = {},
) {
  const emulator = await startEmulator(options);
  const control = createControlClient(emulator.url);
  const { seed, clusters } = buildSubscription({
    ...spec,
    writers: [people.ada],
    readers: [people.ravi],
  });
  await control.seed({
    people: [
      { upn: people.ada, displayName: 'Ada Lindqvist' },
      { upn: people.ravi, displayName: 'Ravi Menon' },
      { upn: people.noor, displayName: 'Noor Haddad' },
    ],
    subscriptions: [seed],
  });
  const idOf = ({ name }: Named) => clusters.find(({ id }) => id.endsWith(`/${name}`))?.id ?? '';
  return {
    emulator,
    control,
    subscriptionId: seed.id,
    clusters,
    idOf,
    /** Where ARM has a cluster. */
    urlOf: (cluster: Named, version = '2026-06-01') => `${idOf(cluster)}?api-version=${version}`,
    close: () => emulator.close(),
  };
}
