import type { Cluster } from '#lib/clusters/cluster';
import { clusterPath } from '#lib/clusters/resource-id';
import { clusterState } from '#lib/clusters/state';
import type { Reach } from '#lib/ranges/reach';
import { You } from '../fleet/you.tsx';
import { BackLink } from '../ui/back-link.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { AccessBadge } from './access-badge.tsx';
import { ClusterState } from './cluster-state.tsx';

/** Which cluster this is, how it stands to the reader, and the one thing most of them come for. */
export function ClusterHeader({
  cluster,
  where,
  reach,
  address,
  offersMyIp,
  urges,
}: {
  cluster: Cluster;
  /** In which subscription, as far as that is known, and group. */
  where: string;
  reach: Reach;
  address: string | undefined;
  offersMyIp: boolean;
  /** Whether to change the cluster may be what to press first. */
  urges: boolean;
}) {
  return (
    <header className="grid grid-cols-1 gap-x-3 gap-y-1 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="col-span-full">
        <BackLink href="/clusters">Clusters</BackLink>
      </div>
      <div>
        <PageTitle>{cluster.id.name}</PageTitle>
        <p className="text-muted [overflow-wrap:anywhere]">
          {where} · {cluster.location}
        </p>
      </div>
      <div className="col-span-full mt-1 flex flex-wrap items-center gap-x-4 gap-y-1.5">
        <AccessBadge access={cluster.access} />
        <ClusterState state={clusterState(cluster)} />
        {address !== undefined && (
          <span className="flex flex-wrap items-center gap-x-2">
            <span className="text-muted">
              You (<span className="font-mono text-xs">{address}</span>):
            </span>
            <You reach={reach} />
          </span>
        )}
      </div>
      {offersMyIp && (
        <ButtonLink
          href={`${clusterPath(cluster.id)}/add-my-ip`}
          look={urges && reach.kind === 'blocked' ? 'yielding' : 'plain'}
          className="self-start reviewing:hidden max-sm:mt-2 max-sm:justify-self-start sm:col-start-2 sm:row-start-2"
        >
          Add my IP
        </ButtonLink>
      )}
    </header>
  );
}
