import clsx from 'clsx';
import { Search, X } from 'lucide-react';
import Link from 'next/link';
import type { FleetPage } from '#lib/clusters/fleet-view';
import {
  type FilterKey,
  type FleetView,
  fleetViewHref,
  toggleFilterHref,
} from '#lib/clusters/fleet-view-url';
import { accesses } from '#lib/ranges/access';
import { reachKinds } from '#lib/ranges/reach';
import { accessWord } from '../cluster/access-badge.tsx';
import { Button } from '../ui/button.tsx';
import { SearchAsYouType } from './search-as-you-type.tsx';
import { youWord } from './you.tsx';

/** Search and filters. All of it is in the URL, so links and a plain form are enough. */
export function Filters({
  view,
  counts,
  subscriptions,
}: {
  view: FleetView;
  counts: FleetPage['counts'];
  subscriptions: ReadonlyMap<string, string>;
}) {
  const filtered = fleetViewHref(view, { sort: 'name', dir: 'asc', per: 50 }) !== '/clusters';
  return (
    <search className="grid gap-3">
      <form action="/clusters" method="get" className="flex flex-wrap items-end gap-2">
        <Kept view={view} except={['q', 'subscription', 'location', 'state']} />
        <div className="relative min-w-56 flex-1 sm:max-w-xl">
          <Search
            aria-hidden
            className="pointer-events-none absolute left-2.5 top-2.5 size-4 text-faint"
          />
          <SearchAsYouType
            className="field pl-8"
            placeholder="Name, group, subscription, tag, FQDN, or a kubectl error"
          />
        </div>
        <Choice
          name="subscription"
          label="Subscription"
          view={view}
          counts={counts}
          words={subscriptions}
        />
        <Choice name="location" label="Location" view={view} counts={counts} />
        <Choice name="state" label="State" view={view} counts={counts} />
        <Button>Search</Button>
        {filtered && (
          <Link
            href="/clusters"
            prefetch={false}
            className="inline-flex min-h-9 items-center gap-1 px-2 text-muted hover:text-ink"
          >
            <X aria-hidden className="size-3.5" /> Clear
          </Link>
        )}
      </form>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <Chips
          label="Access"
          name="access"
          values={accesses}
          view={view}
          counts={counts}
          word={accessWord}
        />
        <Chips
          label="You"
          name="you"
          values={reachKinds}
          view={view}
          counts={counts}
          word={youWord}
        />
      </div>
    </search>
  );
}

/** What the form must carry along, since a GET form replaces the whole query. */
function Kept({ view, except }: { view: FleetView; except: readonly string[] }) {
  const query = fleetViewHref(view, {}).split('?')[1] ?? '';
  return [...new URLSearchParams(query)]
    .filter(([name]) => !except.includes(name) && name !== 'page')
    .map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}

function Choice({
  name,
  label,
  view,
  counts,
  words,
}: {
  name: 'subscription' | 'location' | 'state';
  label: string;
  view: FleetView;
  counts: FleetPage['counts'];
  words?: ReadonlyMap<string, string>;
}) {
  const values = [...new Set([...counts[name].keys(), ...view[name]])];
  if (values.length < 2 && view[name].length === 0) return null;
  const options = values
    .map((value) => ({
      value,
      text: words?.get(value) ?? value,
      count: counts[name].get(value) ?? 0,
    }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en'));
  return (
    <label className="grid gap-0.5">
      <span className="text-2xs text-muted">{label}</span>
      <select
        key={view[name].join(',')}
        name={name}
        defaultValue={view[name].join(',')}
        className="field max-w-44 pr-7"
      >
        <option value="">All</option>
        {view[name].length > 1 && (
          <option value={view[name].join(',')}>{view[name].length} chosen</option>
        )}
        {options.map(({ value, text, count }) => (
          <option key={value} value={value}>
            {text} ({count})
          </option>
        ))}
      </select>
    </label>
  );
}

function Chips<Value extends string>({
  label,
  name,
  values,
  view,
  counts,
  word,
}: {
  label: string;
  name: FilterKey & ('access' | 'you');
  values: readonly Value[];
  view: FleetView;
  counts: FleetPage['counts'];
  word: (value: Value) => string;
}) {
  const chosen: readonly string[] = view[name];
  const shown = values.filter(
    (value) => (counts[name].get(value) ?? 0) > 0 || chosen.includes(value),
  );
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="text-xs text-muted">{label}</span>
      {shown.map((value) => {
        const on = chosen.includes(value);
        return (
          <Link
            key={value}
            href={toggleFilterHref(view, name, value)}
            prefetch={false}
            scroll={false}
            aria-current={on ? 'true' : undefined}
            className={clsx(
              'inline-flex min-h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs',
              on
                ? 'border-accent bg-accent-soft font-medium text-accent'
                : 'border-line bg-surface text-muted hover:border-line-strong hover:text-ink',
            )}
          >
            {word(value)}
            <span className="tabular-nums">{counts[name].get(value) ?? 0}</span>
            {on && <X aria-label="shown, press to remove" className="size-3" />}
          </Link>
        );
      })}
    </div>
  );
}
