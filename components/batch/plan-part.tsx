import { ChevronRight } from 'lucide-react';
import type { PlanLine } from '#lib/clusters/plan/batch-plan';
import { clusterKey } from '#lib/clusters/resource-id';
import { counted, grouped } from '#lib/grouped';
import { AccessBadge } from '../cluster/access-badge.tsx';
import { ClusterName } from '../hygiene/cluster-names.tsx';
import { Addresses } from '../ui/addresses.tsx';
import { AgreeTick } from './start-form.tsx';

/** Clusters that a part of the plan shows; the file has them all. */
const mostShown = 200;

/** Clusters of a plan of which the same is to be said, folded unless they are `open`. */
export function PlanPart({
  title,
  lines,
  what,
  text,
  agree,
  open = false,
}: {
  title: string;
  lines: readonly PlanLine[];
  /** What changes there, where that is not the same for all. */
  what?: ((line: PlanLine) => string) | undefined;
  text?: string;
  /** What ticking it agrees to; without it there is nothing to tick. */
  agree?: string | undefined;
  open?: boolean;
}) {
  if (lines.length === 0) return null;
  return (
    <section className="card overflow-hidden" aria-label={title}>
      {agree !== undefined && (
        <AgreeTick value={agree}>
          <span className="font-medium">
            {title}: include {counted(lines.length, 'cluster')}
          </span>
          <span className="block text-xs text-muted">
            <Addresses text={text ?? ''} />
          </span>
        </AgreeTick>
      )}
      <details open={open} className="group">
        <summary className="flex min-h-10 cursor-pointer items-start gap-2.5 px-3 py-2">
          <ChevronRight
            aria-hidden
            className="mt-1 size-3.5 shrink-0 text-faint group-open:rotate-90"
          />
          <span className="flex flex-wrap items-baseline gap-x-2.5">
            <span className="font-medium">{agree === undefined ? title : 'Which'}</span>
            <span className="text-muted tabular-nums">{counted(lines.length, 'cluster')}</span>
            {agree === undefined && text !== undefined && (
              <span className="text-xs text-muted">{text}</span>
            )}
          </span>
        </summary>
        <Lines lines={lines} what={what} />
      </details>
    </section>
  );
}

function Lines({
  lines,
  what,
}: {
  lines: readonly PlanLine[];
  what?: ((line: PlanLine) => string) | undefined;
}) {
  const shown = lines.slice(0, mostShown);
  return (
    <div className="border-t border-line">
      <table className="w-full border-collapse">
        <thead className="sr-only">
          <tr>
            <th scope="col">Cluster</th>
            <th scope="col">Access</th>
            <th scope="col">Entries before and after</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={clusterKey(line.row.id)} className="border-b border-line last:border-0">
              <th scope="row" className="td min-w-0 text-left font-normal">
                <ClusterName row={line.row} />
                {what !== undefined && (
                  <span className="block text-xs text-muted [overflow-wrap:anywhere]">
                    <Addresses text={what(line)} />
                  </span>
                )}
              </th>
              <td className="td max-sm:hidden">
                <AccessBadge access={line.row.access} />
              </td>
              <td className="td whitespace-nowrap text-right tabular-nums">
                {grouped(line.before)}
                {line.before !== line.after && ` → ${grouped(line.after)}`}{' '}
                <span className="text-xs text-muted">entries</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > shown.length && (
        <p className="px-3 py-2 text-xs text-muted">
          and {grouped(lines.length - shown.length)} more, in the download
        </p>
      )}
    </div>
  );
}
