import clsx from 'clsx';
import type { ChangeView } from '#lib/changes/shown/change-view';
import type { Cluster } from '#lib/clusters/cluster';
import { readiness } from '#lib/clusters/readiness';
import { clusterPath } from '#lib/clusters/resource-id';
import type { Rights } from '#lib/clusters/rights';
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
  rights,
  followed,
}: {
  cluster: Cluster;
  /** In which subscription, as far as that is known, and group. */
  where: string;
  reach: Reach;
  address: string | undefined;
  offersMyIp: boolean;
  rights: Rights;
  /** The change that the page shows. */
  followed: ChangeView | undefined;
}) {
  const isForbidden = readiness(cluster, rights).some(({ tone }) => tone === 'warn');
  const urges = reach.kind === 'blocked' && !isForbidden && !(followed && asks(followed));
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
          look={urges ? 'primary' : 'plain'}
          className={clsx(
            'self-start max-sm:mt-2 max-sm:justify-self-start sm:col-start-2 sm:row-start-2',
            'reviewing:hidden',
            'editing:border-line-strong editing:bg-surface editing:text-ink editing:hover:bg-sunken',
          )}
        >
          Add my IP
        </ButtonLink>
      )}
    </header>
  );
}

/** Whether its author is to act on a change, so that nothing else is what to press first. */
function asks({ acts, signInPath }: ChangeView): boolean {
  return signInPath !== undefined || acts.some(({ primary }) => primary);
}
