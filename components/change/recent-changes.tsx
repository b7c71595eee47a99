import Link from 'next/link';
import type { ChangeView } from '#lib/changes/shown/change-view';
import { Addresses } from '../ui/addresses.tsx';
import { Time } from '../ui/time.tsx';
import { StateWord } from './state-word.tsx';

/** The last changes of a cluster that went through Drawbridge, newest first. */
export function RecentChanges({
  changes,
  path,
  elsewhere,
  shownId,
}: {
  changes: readonly ChangeView[];
  path: string;
  /** Where it says what other tools have changed. */
  elsewhere: string;
  shownId?: string | undefined;
}) {
  return (
    <section aria-labelledby="recent" className="card overflow-hidden">
      <h2 id="recent" className="px-4 pt-4 font-medium md:px-5">
        Last changes here
      </h2>
      {changes.length === 0 ? (
        <p className="px-4 pt-1 pb-4 text-muted md:px-5">None through Drawbridge yet.</p>
      ) : (
        <ol className="mt-2 divide-y divide-line border-t border-line">
          {changes.map((change) => (
            <li key={change.id}>
              <Link
                href={`${path}?change=${change.id}`}
                prefetch={false}
                aria-current={change.id === shownId ? 'true' : undefined}
                className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 px-4 py-2 hover:bg-sunken aria-current:bg-accent-soft md:px-5"
              >
                <span className="[overflow-wrap:anywhere]">
                  <Addresses text={change.title} />
                </span>
                {/* What is followed above says there, by the second, how it stands. */}
                <span className="text-right text-xs font-medium">
                  {(change.id !== shownId || change.ends) && <StateWord state={change} />}
                </span>
                <span className="truncate text-xs text-muted">{change.who}</span>
                <span className="text-right text-xs text-muted tabular-nums">
                  {change.startsAt !== undefined && 'for '}
                  <Time at={change.startsAt ?? change.createdAt} />
                </span>
              </Link>
            </li>
          ))}
        </ol>
      )}
      <p className="flex flex-wrap gap-x-4 border-t border-line px-4 py-2 text-xs md:px-5">
        {changes.length > 0 && (
          <Link href={`${path}/changes`} prefetch={false} className="link">
            All changes
          </Link>
        )}
        <Link href={elsewhere} prefetch={false} className="link">
          Changes made elsewhere
        </Link>
      </p>
    </section>
  );
}
