import Link from 'next/link';
import type { Fleet } from '#lib/clusters/fleet/fleet';
import {
  type FleetView,
  fleetViewHref,
  isFiltered,
  unfiltered,
} from '#lib/clusters/fleet/view-url';
import { counted, grouped } from '#lib/grouped';
import { PageHeader } from '../ui/page-header.tsx';
import { Time } from '../ui/time.tsx';

/** Above a page about the clusters of a view: which they are, and as of when. */
export function ViewHeader({
  title,
  view,
  clusters,
  fleet,
  hrefOf,
}: {
  title: string;
  view: FleetView;
  clusters: number;
  fleet: Fleet;
  /** The same page about another view. */
  hrefOf: (view: FleetView) => string;
}) {
  return (
    <PageHeader up={{ href: fleetViewHref(view, { page: 1 }), name: 'Clusters' }} title={title}>
      <p className="text-xs text-muted tabular-nums">
        {isFiltered(view) ? (
          <>
            The {counted(clusters, 'cluster')} that your filters show, of{' '}
            {grouped(fleet.rows.length)} ·{' '}
            <Link href={hrefOf(unfiltered(view))} prefetch={false} className="link">
              All clusters
            </Link>
          </>
        ) : (
          counted(clusters, 'cluster')
        )}{' '}
        · as of <Time at={fleet.asOf} seconds />
      </p>
    </PageHeader>
  );
}
