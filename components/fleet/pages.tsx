import { type FleetView, fleetViewHref } from '#lib/clusters/fleet-view-url';
import { ButtonLink } from '../ui/button.tsx';

/** Which rows of how many, and the way to the others. */
export function Pages({
  view,
  page,
  pages,
  total,
}: {
  view: FleetView;
  page: number;
  pages: number;
  total: number;
}) {
  const first = (page - 1) * view.per + 1;
  const last = Math.min(page * view.per, total);
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3">
      <p className="text-xs text-muted tabular-nums">
        {pages === 1 ? `${total} shown` : `${first} to ${last} of ${total}`}
      </p>
      {pages > 1 && (
        <p className="flex items-center gap-2">
          <Step to={page - 1} disabled={page === 1} view={view} label="Previous" />
          <span className="text-xs text-muted tabular-nums">
            Page {page} of {pages}
          </span>
          <Step to={page + 1} disabled={page === pages} view={view} label="Next" />
        </p>
      )}
    </nav>
  );
}

function Step({
  to,
  disabled,
  view,
  label,
}: {
  to: number;
  disabled: boolean;
  view: FleetView;
  label: string;
}) {
  if (disabled) return null;
  return (
    <ButtonLink href={fleetViewHref(view, { page: to })} small>
      {label}
    </ButtonLink>
  );
}
