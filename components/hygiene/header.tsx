import Link from 'next/link';
import type { Fleet } from '#lib/clusters/fleet/fleet';
import { type FleetView, fleetViewHref } from '#lib/clusters/fleet/view-url';
import { hygieneHref, isFiltered } from '#lib/clusters/hygiene/paths';
import { counted, grouped } from '#lib/grouped';
import { BackLink } from '../ui/back-link.tsx';
import { Time } from '../ui/time.tsx';

/** What the page is about: which clusters, and as of when. */
export function HygieneHeader({
  view,
  clusters,
  fleet,
}: {
  view: FleetView;
  clusters: number;
  fleet: Fleet;
}) {
  return (
    <header className="grid gap-1">
      <BackLink href={fleetViewHref(view, { page: 1 })}>Clusters</BackLink>
      <h1 className="text-xl font-semibold tracking-tight">Hygiene</h1>
      <p className="text-xs text-muted tabular-nums">
        {isFiltered(view) ? (
          <>
            The {counted(clusters, 'cluster')} that your filters show, of{' '}
            {grouped(fleet.rows.length)} ·{' '}
            <Link href={hygieneHref({ ...view, ...unfiltered })} prefetch={false} className="link">
              All clusters
            </Link>
          </>
        ) : (
          counted(clusters, 'cluster')
        )}{' '}
        · as of <Time at={fleet.asOf} seconds />
      </p>
    </header>
  );
}

const unfiltered = {
  q: '',
  from: '',
  access: [],
  admits: [],
  you: [],
  subscription: [],
  location: [],
  state: [],
};
