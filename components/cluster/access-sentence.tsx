import type { Cluster } from '#lib/clusters/cluster';
import { isStopped } from '#lib/clusters/state';
import { addressesAdmitted } from '#lib/ranges/access';

/** Who may reach this cluster's API server, in one sentence. */
export function AccessSentence({ cluster }: { cluster: Cluster }) {
  return <p className="max-w-3xl text-lg tracking-tight text-pretty">{sentence(cluster)}</p>;
}

function sentence({ access, entries, powerState }: Cluster): string {
  switch (access) {
    case 'open':
      return entries.length === 0
        ? 'Everybody on the internet reaches this API server: there is no list.'
        : 'Everybody on the internet reaches this API server: together the entries admit every address.';
    case 'restricted': {
      const admitted = addressesAdmitted(entries);
      const who =
        admitted === 1 ? 'One address reaches' : `${admitted.toLocaleString('en')} addresses reach`;
      return `${who} this API server${isStopped({ powerState }) ? ', once the cluster runs again' : ''}; everybody else is dropped before it.`;
    }
    case 'cluster-only':
      return 'Nobody but the cluster’s own load balancer reaches this API server.';
    case 'private':
      return 'There is no public endpoint. Only its own network reaches this API server, and authorized IP ranges do not apply.';
    case 'unknown':
      return 'Azure did not say who reaches this API server.';
  }
}
