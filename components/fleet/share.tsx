import { Braces, ListChecks, Sheet } from 'lucide-react';
import type { FleetView } from '#lib/clusters/fleet-view-url';
import { exportHref, hygieneHref } from '#lib/clusters/view-paths';
import { ButtonLink, PlainLink } from '../ui/button.tsx';

/** What can be made of the clusters of a view: a file to pass on, and what could be tidied in them. */
export function Share({ view }: { view: FleetView }) {
  return (
    <nav aria-label="These clusters" className="-my-2.5 flex flex-wrap justify-end gap-1">
      <ButtonLink href={hygieneHref(view)} look="quiet" small>
        <ListChecks aria-hidden className="size-3.5" /> Hygiene
      </ButtonLink>
      <PlainLink href={exportHref(view, 'csv')} look="quiet" small>
        <Sheet aria-hidden className="size-3.5" /> Export CSV
      </PlainLink>
      <PlainLink href={exportHref(view, 'json')} look="quiet" small>
        <Braces aria-hidden className="size-3.5" /> JSON
      </PlainLink>
    </nav>
  );
}
