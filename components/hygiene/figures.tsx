import clsx from 'clsx';
import { Check, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { type FleetView, fleetViewHref } from '#lib/clusters/fleet/view-url';
import type { Hygiene } from '#lib/clusters/hygiene/hygiene';
import { type HygieneKind, hygieneKinds } from '#lib/clusters/hygiene/kinds';
import { hygieneHref } from '#lib/clusters/hygiene/paths';
import { counted, grouped } from '#lib/grouped';
import { hygieneWords } from './words.tsx';

/** What people have added through Drawbridge, in numbers. */
type Added = { readonly entries: number; readonly oldest: string | undefined };

/** Every kind of thing to tidy with its number, the most urgent first; those that were found lead on. */
export function Figures({
  view,
  hygiene,
  added,
}: {
  view: FleetView;
  hygiene: Hygiene;
  added: Added;
}) {
  return (
    <ul
      aria-label="Findings"
      className="card grid grid-cols-[minmax(2.75rem,auto)_minmax(0,1fr)_auto] gap-x-4 divide-y divide-line sm:grid-cols-[minmax(4.5rem,auto)_minmax(0,1fr)_auto]"
    >
      {hygieneKinds.map((kind) => (
        <Figure key={kind} kind={kind} view={view} {...figuresOf(kind, hygiene, added)} />
      ))}
    </ul>
  );
}

function Figure({
  kind,
  view,
  number,
  detail,
}: {
  kind: HygieneKind;
  view: FleetView;
  number: number;
  detail: string;
}) {
  const { title, text } = hygieneWords[kind];
  const href = kind === 'open' ? openHref(view) : hygieneHref(view, kind);
  return (
    <li className="relative col-span-3 grid grid-cols-subgrid items-center px-4 py-3 hover:bg-sunken/60">
      <span
        className={clsx(
          'text-right text-xl font-semibold tabular-nums tracking-tight',
          number === 0 ? 'text-faint' : kind === 'open' ? 'text-danger' : 'text-ink',
        )}
      >
        {grouped(number)}
      </span>
      <div className="min-w-0">
        <h2 className="font-medium">
          {number === 0 ? (
            title
          ) : (
            <Link href={href} prefetch={false} className="after:absolute after:inset-0">
              {title}
            </Link>
          )}
          {number > 0 && detail !== '' && (
            <span className="text-xs font-normal text-muted max-sm:block sm:ml-2">{detail}</span>
          )}
        </h2>
        {number > 0 && <p className="mt-0.5 text-xs text-muted text-pretty">{text}</p>}
      </div>
      {number === 0 ? (
        <Check aria-label="none" className="size-4 text-ok" />
      ) : (
        <ChevronRight aria-hidden className="size-4 text-faint" />
      )}
    </li>
  );
}

/** Open clusters are a filter of the list already. */
function openHref(view: FleetView) {
  return fleetViewHref(view, { access: ['open'] });
}

function figuresOf(
  kind: HygieneKind,
  hygiene: Hygiene,
  added: Added,
): { number: number; detail: string } {
  switch (kind) {
    case 'open': {
      const { open, openUnconfirmed } = hygiene;
      const detail = openUnconfirmed > 0 ? `${grouped(openUnconfirmed)} of them not confirmed` : '';
      return { number: open, detail };
    }
    case 'shared': {
      const { addresses, most } = hygiene.shared;
      return { number: addresses, detail: `the most frequent on ${counted(most, 'cluster')}` };
    }
    case 'added': {
      const detail = added.oldest === undefined ? '' : `the oldest ${added.oldest}`;
      return { number: added.entries, detail };
    }
    case 'full': {
      const { clusters, full } = hygiene.full;
      return { number: clusters, detail: full > 0 ? `${grouped(full)} of them take no more` : '' };
    }
    case 'adjacent': {
      const { entries, clusters, saved } = hygiene.adjacent;
      const detail = `on ${counted(clusters, 'cluster')}, ${counted(saved, 'entry', 'entries')} fewer once merged`;
      return { number: entries, detail };
    }
    case 'wide':
    case 'dead':
    case 'covered': {
      const { entries, clusters } = hygiene[kind];
      return { number: entries, detail: `on ${counted(clusters, 'cluster')}` };
    }
  }
}
