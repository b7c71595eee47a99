import clsx from 'clsx';
import { X } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Question } from '#lib/clusters/fleet/question';
import type { FleetPage } from '#lib/clusters/fleet/view';
import { type FilterKey, type FleetView, toggleFilterHref } from '#lib/clusters/fleet/view-url';
import { grouped } from '#lib/grouped';
import { type Access, accesses } from '#lib/ranges/access';
import { type Reach, reachKinds } from '#lib/ranges/reach';
import { accessWord } from '../cluster/access-badge.tsx';
import { Addresses } from '../ui/addresses.tsx';
import { AdmitsColumns } from './admits-columns.tsx';
import { youWord } from './you.tsx';

type Shown = { readonly view: FleetView; readonly counts: FleetPage['counts'] };

const accessFills: Record<Access, string> = {
  open: 'fill-danger/85',
  restricted: 'fill-ok/70',
  'cluster-only': 'fill-calm/70',
  private: 'fill-faint/70',
  unknown: 'fill-warn/70',
};

const reachFills: Record<Reach['kind'], string> = {
  admitted: 'fill-ok/70',
  partly: 'fill-warn/70',
  open: 'fill-danger/85',
  blocked: 'fill-muted/70',
  private: 'fill-faint/70',
  unknown: 'fill-warn/70',
};

/**
 * The fleet as three small pictures: how exposed, to how many, and whether who is asked about gets in.
 * Each bar is a link that filters by it. On narrow screens their words and numbers stay.
 */
export function Picture({ view, counts, question }: Shown & { question: Question }) {
  const names = ['access', 'admits', 'you'] as const;
  if (names.every((name) => counts[name].size === 0 && view[name].length === 0)) return null;
  return (
    <div className="grid gap-x-10 gap-y-3 sm:grid-cols-2 sm:rounded-[0.625rem] sm:border sm:border-line sm:bg-surface sm:px-4 sm:py-3 xl:grid-cols-[minmax(0,4fr)_minmax(0,6fr)_minmax(0,4fr)]">
      <Facet title="Access">
        <Bars
          name="access"
          values={accesses}
          word={accessWord}
          fill={(access) => accessFills[access]}
          view={view}
          counts={counts}
        />
      </Facet>
      <Facet title="Addresses let in" wide>
        <AdmitsColumns view={view} counts={counts.admits} />
      </Facet>
      <Facet title={question.isMine ? 'You' : `From ${question.label}`} room>
        <Bars
          name="you"
          values={reachKinds}
          word={youWord}
          fill={(kind) => reachFills[kind]}
          view={view}
          counts={counts}
        />
      </Facet>
    </div>
  );
}

function Facet({
  title,
  wide = false,
  room = false,
  children,
}: {
  title: string;
  wide?: boolean;
  /** Keeps that of five lines: there are fewer until one's address is known, and then the list would jump. */
  room?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={clsx(
        'flex min-w-0 flex-wrap items-center gap-1.5 sm:block',
        wide && 'sm:max-xl:order-last sm:max-xl:col-span-2',
        room && 'sm:min-h-37',
      )}
    >
      <p className="min-h-6 text-xs/6 text-muted sm:mb-1">
        <Addresses text={title} />
      </p>
      {children}
    </div>
  );
}

function Bars<Value extends string>({
  name,
  values,
  word,
  fill,
  view,
  counts,
}: Shown & {
  name: FilterKey & ('access' | 'you');
  values: readonly Value[];
  word: (value: Value) => string;
  fill: (value: Value) => string;
}) {
  const chosen: readonly string[] = view[name];
  const countOf = (value: string) => counts[name].get(value) ?? 0;
  const most = Math.max(1, ...values.map(countOf));
  const shown = values.filter((value) => countOf(value) > 0 || chosen.includes(value));
  if (shown.length === 0) return <p className="text-xs text-faint">None</p>;
  return shown.map((value) => (
    <Link
      key={value}
      href={toggleFilterHref(view, name, value)}
      prefetch={false}
      scroll={false}
      aria-current={chosen.includes(value) ? 'true' : undefined}
      className={clsx(
        'group inline-flex min-h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs',
        'sm:-mx-1.5 sm:flex sm:min-h-6 sm:rounded sm:border-0 sm:px-1.5',
        chosen.includes(value)
          ? 'border-accent bg-accent-soft font-medium text-accent'
          : 'border-line bg-surface text-ink hover:border-line-strong hover:bg-sunken',
      )}
    >
      <span className="sm:w-20 sm:shrink-0">{word(value)}</span>
      <svg aria-hidden="true" className="h-2 min-w-0 flex-1 max-sm:hidden">
        <rect
          width={`${(countOf(value) / most) * 100}%`}
          height="100%"
          rx="2"
          className={fill(value)}
        />
      </svg>
      <span className="tabular-nums sm:min-w-8 sm:text-right">{grouped(countOf(value))}</span>
      {chosen.includes(value) && <X aria-label="shown, press to remove" className="size-3" />}
    </Link>
  ));
}
