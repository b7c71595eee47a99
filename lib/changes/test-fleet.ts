import { type ClusterId, clusterKey } from '#lib/clusters/resource-id';
import type { AzurePort, Clock, Errand } from './ports.ts';
import { type FakeAzure, fakeAzure } from './test-azure.ts';
import { clusterId } from './test-kit.ts';

// A tool of this folder's tests. No part of the product.

/** An Azure of several clusters, each of which can be told what to answer. */
export type FakeFleet = AzurePort & {
  readonly ids: readonly ClusterId[];
  /** The cluster at that place. */
  at(place: number): FakeAzure;
  /** What all of them hold now, in order. */
  lists(): readonly (readonly string[])[];
  /** Places that had a PUT, in the order of their first. */
  readonly sentTo: readonly number[];
  /** The most operations that were ever under way at once. */
  readonly mostAtOnce: () => number;
};

/** As many clusters, all alike. */
export function fakeFleet(clock: Clock, count: number): FakeFleet {
  const ids = Array.from({ length: count }, (_, n) => ({ ...clusterId, name: `aks-${n}` }));
  const clusters = new Map(ids.map((id) => [clusterKey(id), fakeAzure(clock, { id })]));
  const all = [...clusters.values()];
  const sentTo: number[] = [];
  let most = 0;
  const of = (errand: Errand): FakeAzure => {
    const azure = clusters.get(clusterKey(errand.clusterId));
    if (!azure) throw new Error(`no such cluster: ${errand.clusterId.name}`);
    return azure;
  };
  return {
    ids,
    sentTo,
    mostAtOnce: () => most,
    at: (place) => {
      const azure = all[place];
      if (!azure) throw new Error(`no cluster at ${place}`);
      return azure;
    },
    lists: () => all.map(({ state }) => state.entries),
    read: (errand) => of(errand).read(errand),
    put: async (errand, request) => {
      const place = all.indexOf(of(errand));
      if (!sentTo.includes(place)) sentTo.push(place);
      const written = await of(errand).put(errand, request);
      const moving = all.filter(({ state }) => state.provisioningState === 'Updating');
      most = Math.max(most, moving.length);
      return written;
    },
    poll: (errand, url) => of(errand).poll(errand, url),
    egress: (errand, cluster) => of(errand).egress(errand, cluster),
  };
}
