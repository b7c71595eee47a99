import clsx from 'clsx';
import { X } from 'lucide-react';
import Link from 'next/link';
import { type AdmitsBucket, admitsBuckets } from '#lib/clusters/fleet/admits';
import { type FleetView, toggleFilterHref } from '#lib/clusters/fleet/view-url';
import { grouped } from '#lib/grouped';

/** What stands under a column, and what it means in full. Each step is sixteen times the one before. */
const words: Record<AdmitsBucket, { short: string; full: string }> = {
  '0': { short: 'None', full: 'No address but the cluster’s own' },
  '1': { short: '1–15', full: '1 to 15 addresses' },
  '16': { short: '16–255', full: '16 to 255 addresses' },
  '256': { short: '256+', full: '256 to 4,095 addresses: a /24 or more' },
  '4096': { short: '4 k+', full: '4,096 to 65,535 addresses: a /20 or more' },
  '65536': { short: '65 k+', full: '65,536 to about a million addresses: a /16 or more' },
  '1048576': { short: '1 M+', full: 'About 1 to 16 million addresses: a /12 or more' },
  '16777216': { short: '16 M+', full: 'More than 16 million addresses: a /8 or more' },
  all: { short: 'Everybody', full: 'Every address on the internet' },
};

const fills = (bucket: AdmitsBucket) =>
  bucket === 'all' ? 'fill-danger/85' : bucket === '0' ? 'fill-calm/70' : 'fill-ok/70';

/** How many clusters let in how many addresses, on a scale in steps of sixteen. */
export function AdmitsColumns({
  view,
  counts,
}: {
  view: FleetView;
  counts: ReadonlyMap<string, number>;
}) {
  const most = Math.max(1, ...admitsBuckets.map((bucket) => counts.get(bucket) ?? 0));
  return (
    <div className="contents sm:grid sm:min-h-27 sm:grid-cols-9 sm:gap-1">
      {admitsBuckets.map((bucket) => (
        <Column
          key={bucket}
          bucket={bucket}
          count={counts.get(bucket) ?? 0}
          most={most}
          view={view}
        />
      ))}
    </div>
  );
}

function Column({
  bucket,
  count,
  most,
  view,
}: {
  bucket: AdmitsBucket;
  count: number;
  most: number;
  view: FleetView;
}) {
  const on = view.admits.includes(bucket);
  const { short, full } = words[bucket];
  if (count === 0 && !on) {
    return (
      <div aria-hidden className="flex flex-col justify-end text-center max-sm:hidden">
        <span className="h-px bg-line" />
        <span className="px-0.5 text-2xs whitespace-nowrap text-faint">{short}</span>
      </div>
    );
  }
  return (
    <Link
      href={toggleFilterHref(view, 'admits', bucket)}
      prefetch={false}
      scroll={false}
      title={full}
      aria-current={on ? 'true' : undefined}
      className={clsx(
        'inline-flex min-h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs',
        'sm:flex sm:flex-col sm:justify-end sm:gap-0 sm:rounded sm:border-0 sm:px-0 sm:text-center',
        on
          ? 'border-accent bg-accent-soft font-medium text-accent'
          : 'border-line bg-surface text-ink hover:border-line-strong hover:bg-sunken',
      )}
    >
      <span className="px-0.5 whitespace-nowrap sm:order-3 sm:text-2xs sm:text-muted">{short}</span>
      {/* As high as its column, so that the number stands on top of that. */}
      <svg
        aria-hidden="true"
        height={heightOf(count, most)}
        className="w-full border-b border-line-strong max-sm:hidden sm:order-2"
      >
        <rect width="100%" height="100%" rx="2" className={fills(bucket)} />
      </svg>
      <span className="inline-flex items-center gap-0.5 tabular-nums sm:order-1">
        {grouped(count)}
        {on && <X aria-label="shown, press to remove" className="size-3" />}
      </span>
    </Link>
  );
}

/** In pixels; a single cluster among thousands still shows. */
function heightOf(count: number, most: number): number {
  return count === 0 ? 1 : Math.max(4, Math.round((count / most) * 76));
}
