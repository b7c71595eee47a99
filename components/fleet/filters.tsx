import clsx from 'clsx';
import { Search, SlidersHorizontal } from 'lucide-react';
import type { Question } from '#lib/clusters/fleet/question';
import type { FleetPage } from '#lib/clusters/fleet/view';
import { type FleetView, fleetViewHref, isFiltered } from '#lib/clusters/fleet/view-url';
import { grouped } from '#lib/grouped';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { Kept } from './kept.tsx';
import { Picture } from './picture.tsx';
import { QuestionField, QuestionProblems } from './question.tsx';
import { SearchAsYouType } from './search-as-you-type.tsx';

/**
 * Search and filters. All of it is in the URL, so links and a plain form are enough. On a narrow screen
 * what is not in use is folded, or the list would begin below the first screen.
 */
export function Filters({
  view,
  counts,
  subscriptions,
  question,
}: {
  view: FleetView;
  counts: FleetPage['counts'];
  subscriptions: ReadonlyMap<string, string>;
  question: Question;
}) {
  const unfolded = isFiltered({ ...view, q: '', inbatch: '' });
  return (
    <search>
      <a
        href="#list"
        className="sr-only z-20 rounded bg-accent px-3 py-1.5 text-on-accent focus:not-sr-only focus:absolute"
      >
        Skip to the list
      </a>
      <form action="/clusters" method="get" className="flex flex-wrap items-end gap-2">
        <Kept view={view} except={['q', 'from', ...choices.map(({ name }) => name)]} />
        <div className="relative min-w-48 flex-1">
          <Search
            aria-hidden
            className="pointer-events-none absolute left-2.5 top-2.5 size-4 text-faint"
          />
          <SearchAsYouType className="field pl-8" placeholder="Name, group, tag or kubectl error" />
        </div>
        <details
          open={unfolded}
          className="w-full unfolded:contents unfolded:details-content:contents unfolded:details-content:[content-visibility:visible]"
        >
          <summary className="inline-flex min-h-9 items-center gap-2 text-accent unfolded:hidden">
            <SlidersHorizontal aria-hidden className="size-3.5" />
            Filter, or ask from another address
          </summary>
          <div className="flex flex-wrap items-end gap-2 pt-1 sm:contents">
            <QuestionField question={question} />
            {choices.map(({ name, label, width }) => (
              <Choice
                key={name}
                name={name}
                label={label}
                width={width}
                view={view}
                counts={counts}
                words={name === 'subscription' ? subscriptions : undefined}
              />
            ))}
            <Button>Search</Button>
            <div className="mt-1 grid w-full gap-3">
              <QuestionProblems
                question={question}
                hrefOf={(from) => fleetViewHref(view, { from })}
              />
              <Picture view={view} counts={counts} question={question} />
            </div>
          </div>
        </details>
      </form>
    </search>
  );
}

/**
 * The filters that have a field; the others are pressed in the picture. Narrow enough that the button behind them
 * never stands on a line of its own.
 */
const choices = [
  { name: 'subscription', label: 'Subscription', width: 'sm:w-44 lg:max-[72rem]:w-36' },
  { name: 'location', label: 'Location', width: 'sm:w-44 lg:max-[72rem]:w-36' },
  { name: 'state', label: 'State', width: 'sm:w-36 lg:max-[72rem]:w-32' },
] as const;

function Choice({
  name,
  label,
  width,
  view,
  counts,
  words,
}: {
  name: (typeof choices)[number]['name'];
  label: string;
  width: string;
  view: FleetView;
  counts: FleetPage['counts'];
  words: ReadonlyMap<string, string> | undefined;
}) {
  const values = [...new Set([...view[name], ...mostCommon(counts[name])])];
  // It keeps its place where there is nothing to choose, or the fields would jump as one filters.
  const isFixed = values.length < 2 && view[name].length === 0;
  const more = counts[name].size - mostOffered;
  const options = values
    .map((value) => ({
      value,
      text: words?.get(value) ?? (name === 'state' ? capitalised(value) : value),
      count: counts[name].get(value) ?? 0,
    }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en'));
  return (
    <Select
      label={label}
      key={`${isFixed} ${view[name].join(',')}`}
      name={name}
      defaultValue={isFixed ? values[0] : view[name].join(',')}
      disabled={isFixed}
      className={clsx('max-sm:min-w-0 max-sm:flex-1 max-sm:basis-2/5', width)}
    >
      <option value="">All</option>
      {view[name].length > 1 && (
        <option value={view[name].join(',')}>{view[name].length} chosen</option>
      )}
      {options.map(({ value, text, count }) => (
        <option key={value} value={value}>
          {`${text} (${grouped(count)})`}
        </option>
      ))}
      {more > 0 && <option disabled>{grouped(more)} more: search by name</option>}
    </Select>
  );
}

/** States are compared in small letters, and read as in the table. */
function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Values that a filter offers: a thousand would be most of the page, and nobody reads them. */
const mostOffered = 200;

function mostCommon(counts: ReadonlyMap<string, number>): readonly string[] {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.slice(0, mostOffered).map(([value]) => value);
}
