import { accessSentence } from '#lib/clusters/access-sentence';
import type { Cluster } from '#lib/clusters/cluster';

/** Who may reach this cluster's API server, in one sentence. */
export function AccessSentence({ cluster }: { cluster: Cluster }) {
  return <p className="max-w-3xl text-lg tracking-tight text-pretty">{accessSentence(cluster)}</p>;
}
