import Link from 'next/link';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import type { TellApart } from '#lib/clusters/fleet/tell-apart';
import { clusterKey, clusterPath } from '#lib/clusters/resource-id';
import { grouped } from '#lib/grouped';
import { RowLink } from '../ui/table.tsx';

/** How many clusters a line names at once; below, how many at all: a line may have ten thousand. */
export const shown = 3;
const listed = 40;

/** The entries that a link can carry to a cluster's page. */
const mostStaged = 20;

/**
 * The clusters of a line, a few by name. Each leads to its page; with `remove` those entries are marked for
 * removal there, and nothing is done yet.
 */
export function ClusterNames({
  rows,
  remove,
  apart,
}: {
  rows: readonly FleetRow[];
  remove: readonly string[];
  apart: TellApart;
}) {
  const more = rows.length - shown;
  return (
    <div className="text-xs text-muted [overflow-wrap:anywhere]">
      <Names rows={rows.slice(0, shown)} remove={remove} apart={apart} />
      {more > 0 && (
        <details className="mt-0.5">
          <summary className="hover:text-ink">and {grouped(more)} more</summary>
          <Names rows={rows.slice(shown, listed)} remove={remove} apart={apart} />
          {rows.length > listed && ` and ${grouped(rows.length - listed)} others`}
        </details>
      )}
    </div>
  );
}

/** The first clusters of a line and how many more there are, for narrow screens. */
export function FirstNames({ rows, remove, apart }: Parameters<typeof ClusterNames>[0]) {
  const more = rows.length - shown;
  return (
    <p className="text-xs text-muted [overflow-wrap:anywhere]">
      <Names rows={rows.slice(0, shown)} remove={remove} apart={apart} />
      {more > 0 && ` and ${grouped(more)} more`}
    </p>
  );
}

/** The one cluster that a line is about, with where it is. */
export function ClusterName({ row }: { row: FleetRow }) {
  return (
    <>
      <RowLink href={clusterPath(row.id)}>{row.id.name}</RowLink>{' '}
      <span className="text-xs text-muted [overflow-wrap:anywhere] max-sm:block">
        {row.id.resourceGroup} · {row.subscriptionName}
      </span>
    </>
  );
}

function Names({ rows, remove, apart }: Parameters<typeof ClusterNames>[0]) {
  return rows.map((row, index) => (
    <span key={clusterKey(row.id)}>
      {index > 0 && ', '}
      <Link
        href={stagedHref(row, remove)}
        prefetch={false}
        className="text-ink hover:text-accent hover:underline"
      >
        {nameOf(row, apart)}
      </Link>
    </span>
  ));
}

function nameOf(row: FleetRow, apart: TellApart): string {
  const where = apart(row);
  return where === undefined ? row.id.name : `${row.id.name} (${where})`;
}

function stagedHref({ id }: FleetRow, remove: readonly string[]): string {
  const query = new URLSearchParams(remove.slice(0, mostStaged).map((entry) => ['remove', entry]));
  return query.size === 0 ? clusterPath(id) : `${clusterPath(id)}?${query}`;
}
