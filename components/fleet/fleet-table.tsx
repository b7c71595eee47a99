import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import type { FleetRow } from '#lib/clusters/fleet';
import { type FleetView, fleetViewHref, type sortKeys } from '#lib/clusters/fleet-view-url';
import { clusterReachFrom } from '#lib/clusters/reach';
import { clusterKey, clusterPath } from '#lib/clusters/resource-id';
import { clusterState } from '#lib/clusters/state';
import type { Cidr } from '#lib/ranges/cidr';
import { AccessBadge } from '../cluster/access-badge.tsx';
import { ClusterState } from '../cluster/cluster-state.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { You } from './you.tsx';

type SortKey = (typeof sortKeys)[number];

/** A row per cluster. Narrow screens keep the columns that decide, and fold the rest under the name. */
export function FleetTable({
  rows,
  view,
  who,
  youLabel,
}: {
  rows: readonly FleetRow[];
  view: FleetView;
  who: readonly Cidr[];
  /** Whose column it is that says who gets in: `You`, or an address that is asked about. */
  youLabel: string;
}) {
  return (
    <div className="card overflow-x-auto">
      <table aria-label="Clusters" className="w-full border-collapse">
        <thead>
          <tr className="border-b border-line">
            <SortHead view={view} by="name">
              Name
            </SortHead>
            <SortHead view={view} by="subscription" className="max-lg:hidden">
              Subscription
            </SortHead>
            <SortHead view={view} by="location" className="max-xl:hidden">
              Location
            </SortHead>
            <SortHead view={view} by="version" className="max-xl:hidden">
              Version
            </SortHead>
            <SortHead view={view} by="access">
              Access
            </SortHead>
            <SortHead view={view} by="you" className="max-md:hidden">
              {youLabel}
            </SortHead>
            <SortHead view={view} by="state" className="max-lg:hidden">
              State
            </SortHead>
            <th scope="col" className="th w-px max-sm:hidden">
              <span className="sr-only">Act</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={clusterKey(row.id)} row={row} who={who} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, who }: { row: FleetRow; who: readonly Cidr[] }) {
  const path = clusterPath(row.id);
  const nameId = `name-${clusterKey(row.id)}`;
  const reach = clusterReachFrom(row, who);
  return (
    <tr className="border-b border-line align-top last:border-0 hover:bg-sunken/60">
      <th scope="row" className="td min-w-0 text-left font-normal">
        <Link
          id={nameId}
          href={path}
          prefetch={false}
          className="font-medium [overflow-wrap:anywhere] hover:text-accent hover:underline"
        >
          {row.id.name}
        </Link>
        <p className="text-xs text-muted [overflow-wrap:anywhere]">
          {row.id.resourceGroup}
          <span className="lg:hidden"> · {row.subscriptionName}</span>
        </p>
        <div className="mt-1 md:hidden">
          <You reach={reach} />
        </div>
        <AddMyIp row={row} path={path} describedBy={nameId} className="mt-1.5 sm:hidden" />
      </th>
      <td className="td max-w-56 truncate max-lg:hidden">{row.subscriptionName}</td>
      <td className="td text-muted max-xl:hidden">{row.location}</td>
      <td className="td text-muted tabular-nums max-xl:hidden">{row.kubernetesVersion}</td>
      <td className="td whitespace-nowrap">
        <AccessBadge access={row.access} />
        <p className="mt-0.5 text-xs text-muted tabular-nums">{entriesWords(row)}</p>
      </td>
      <td className="td max-md:hidden">
        <You reach={reach} />
      </td>
      <td className="td max-lg:hidden">
        <ClusterState state={clusterState(row)} />
      </td>
      <td className="td text-right max-sm:hidden">
        <AddMyIp row={row} path={path} describedBy={nameId} />
      </td>
    </tr>
  );
}

function AddMyIp({
  row,
  path,
  describedBy,
  className,
}: {
  row: FleetRow;
  path: string;
  describedBy: string;
  className?: string;
}) {
  if (row.access === 'private' || row.isFleetHub) return null;
  return (
    <ButtonLink
      href={`${path}/add-my-ip`}
      small
      aria-describedby={describedBy}
      className={className}
    >
      Add my IP
    </ButtonLink>
  );
}

function entriesWords({ access, accessConfirmed, entries, rangeLimit }: FleetRow): string | null {
  if (access === 'private' || access === 'unknown') return null;
  if (access === 'open' && !accessConfirmed) return 'not confirmed';
  return entries.length === 0 ? 'no list' : `${entries.length}/${rangeLimit.toLocaleString('en')}`;
}

function SortHead({
  view,
  by,
  children,
  className = '',
}: {
  view: FleetView;
  by: SortKey;
  children: string;
  className?: string;
}) {
  const sorted = view.sort === by;
  const dir = sorted && view.dir === 'asc' ? 'desc' : 'asc';
  const Icon = view.dir === 'asc' ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={sorted ? (view.dir === 'asc' ? 'ascending' : 'descending') : undefined}
      className={`th ${className}`}
    >
      <Link
        href={fleetViewHref(view, { sort: by, dir })}
        prefetch={false}
        scroll={false}
        className="inline-flex items-center gap-1 hover:text-ink"
      >
        {children}
        {sorted && <Icon aria-hidden className="size-3" />}
      </Link>
    </th>
  );
}
