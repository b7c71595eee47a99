import type { FleetView } from '#lib/clusters/fleet-view-url';
import type { HygieneKind } from '#lib/clusters/hygiene-kinds';
import { hygieneHref } from '#lib/clusters/view-paths';
import { ButtonLink } from '../ui/button.tsx';

/** Which page of the lines, and the way to the others. */
export function LinePages({
  kind,
  view,
  page,
  pages,
  total,
}: {
  kind: HygieneKind;
  view: FleetView;
  page: number;
  pages: number;
  total: number;
}) {
  if (pages === 1) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3">
      <p className="text-xs text-muted tabular-nums">{total.toLocaleString('en')} in all</p>
      <p className="flex items-center gap-2">
        {page > 1 && (
          <ButtonLink href={hygieneHref(view, kind, { page: page - 1 })} small>
            Previous
          </ButtonLink>
        )}
        <span className="text-xs text-muted tabular-nums">
          Page {page} of {pages}
        </span>
        {page < pages && (
          <ButtonLink href={hygieneHref(view, kind, { page: page + 1 })} small>
            Next
          </ButtonLink>
        )}
      </p>
    </nav>
  );
}
