import clsx from 'clsx';
import Link from 'next/link';
import type { CompareColumn, Comparison } from '#lib/clusters/compare';
import { type FleetView, fleetViewHref } from '#lib/clusters/fleet-view-url';
import { clusterKey, clusterPath } from '#lib/clusters/resource-id';
import { formatCidr } from '#lib/ranges/cidr';
import { KeyGrid } from './key-grid.tsx';
import { ReachLetter, reachWords } from './reach-letter.tsx';

type Rows = Comparison['rows'];

/** Clusters down, ranges across, and in each cell whether the range gets in. */
export function CompareTable({
  view,
  columns,
  rows,
}: {
  view: FleetView;
  columns: readonly CompareColumn[];
  rows: Rows;
}) {
  return (
    <KeyGrid label="Clusters and ranges" className="border-collapse">
      <thead>
        <tr className="border-b border-line align-bottom">
          <th scope="col" className="th sticky left-0 z-10 min-w-40 bg-surface align-bottom">
            Cluster
          </th>
          {columns.map((column, at) => (
            <Head
              key={formatCidr(column.range)}
              view={view}
              column={column}
              isFirst={columns[at - 1]?.why !== column.why}
            />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((each) => (
          <Row key={clusterKey(each.row.id)} {...each} columns={columns} />
        ))}
      </tbody>
    </KeyGrid>
  );
}

function Head({
  view,
  column,
  isFirst,
}: {
  view: FleetView;
  column: CompareColumn;
  isFirst: boolean;
}) {
  const { range, label, why, letsIn, lists } = column;
  const from = why === 'you' ? '' : formatCidr(range);
  return (
    <th
      scope="col"
      data-range={label}
      title={lists === undefined ? undefined : `Stands in ${lists} lists as it is`}
      className={clsx(
        'px-1 pt-2.5 pb-1.5 align-bottom font-normal',
        isFirst && 'border-l border-line',
      )}
    >
      <div className="grid justify-items-center gap-1.5">
        <Link
          href={fleetViewHref(view, { from })}
          prefetch={false}
          className={clsx(
            'min-w-6 rotate-180 text-xs whitespace-nowrap [writing-mode:vertical-rl] hover:text-accent hover:underline',
            why === 'you' ? 'font-medium' : 'font-mono',
          )}
        >
          {label}
        </Link>
        <span className="text-2xs text-muted tabular-nums">
          <span className="sr-only">gets in to </span>
          {letsIn}
        </span>
      </div>
    </th>
  );
}

function Row({ row, cells, columns }: Rows[number] & { columns: readonly CompareColumn[] }) {
  return (
    <tr className="border-b border-line last:border-0 hover:bg-sunken/60">
      <th
        scope="row"
        className="sticky left-0 z-10 max-w-64 bg-surface px-3 py-0.5 text-left font-normal max-sm:max-w-40"
      >
        <Link
          href={clusterPath(row.id)}
          prefetch={false}
          title={`${row.id.resourceGroup} · ${row.subscriptionName}`}
          className="block min-h-6 truncate font-medium hover:text-accent hover:underline"
        >
          {row.id.name}
        </Link>
      </th>
      {cells.map((reach, at) => {
        const column = columns[at];
        if (!column) return null;
        const words = reachWords(reach);
        return (
          <td
            key={formatCidr(column.range)}
            data-said={words}
            title={words}
            className={clsx(
              'px-1 py-0.5 text-center -outline-offset-2',
              columns[at - 1]?.why !== column.why && 'border-l border-line',
            )}
          >
            <ReachLetter kind={reach.kind} />
            <span className="sr-only">{words}</span>
          </td>
        );
      })}
    </tr>
  );
}
