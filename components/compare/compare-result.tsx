import { type CompareView, type Comparison, compareHref } from '#lib/clusters/fleet/compare';
import { parseFleetView } from '#lib/clusters/fleet/view-url';
import { counted, grouped } from '#lib/grouped';
import { FleetEmpty } from '../fleet/empty.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Pages, pageOf } from '../ui/pages.tsx';
import { Time } from '../ui/time.tsx';
import { CompareTable } from './compare-table.tsx';
import { Legend } from './legend.tsx';
import { sheetOf } from './sheet.ts';

/** The comparison itself, or why there is none. */
export function CompareResult({
  compare,
  comparison,
  found,
  isWhole,
  asOf,
}: {
  compare: CompareView;
  comparison: Comparison;
  found: number;
  /** All could be read in which there may be clusters. */
  isWhole: boolean;
  asOf: string;
}) {
  const { view } = compare;
  const { columns, total, page } = comparison;
  if (found === 0) return <FleetEmpty found={0} isWhole={isWhole} query="" />;
  if (columns.length === 0) {
    return (
      <Empty
        title="No range to compare"
        action={<ButtonLink href="/address">Say where you come from</ButtonLink>}
      >
        Paste some above, or say where you come from.
      </Empty>
    );
  }
  if (total === 0) {
    return (
      <Empty
        title="No cluster matches"
        action={
          <ButtonLink href={compareHref({ ...compare, view: parseFleetView({ from: view.from }) })}>
            Compare all
          </ButtonLink>
        }
      >
        {grouped(found)} are hidden by what you searched or filtered.
      </Empty>
    );
  }
  const pageHref = (to: number) => compareHref({ ...compare, view: { ...view, page: to } });
  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="grid gap-2">
        <Legend />
        <p className="max-w-prose text-xs text-muted">
          Under each range: how many of {counted(found, 'cluster')} let all of it in, as of{' '}
          <Time at={asOf} seconds />
        </p>
      </div>
      <CompareTable sheet={sheetOf(comparison, view)} />
      {total < found && (
        <p className="text-xs text-muted">{counted(total, 'cluster')}, as filtered in the list</p>
      )}
      <Pages {...pageOf(page, { per: view.per, total }, pageHref)} />
    </div>
  );
}
