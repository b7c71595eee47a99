import { coverageOf } from './entry.ts';
import { ALL_ADDRESSES, type Cidr, firstAddress, lastAddress } from './ipv4.ts';
import { isSpecialPurpose } from './special-purpose.ts';

/** Addresses from `first` to `last`, both included, as unsigned 32-bit integers. */
export type Interval = { readonly first: number; readonly last: number };

/** The same addresses in the fewest intervals: ascending, with a gap between any two. */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const merged: { first: number; last: number }[] = [];
  for (const { first, last } of intervals.toSorted((a, b) => a.first - b.first)) {
    const open = merged.at(-1);
    if (open && first <= open.last + 1) open.last = Math.max(open.last, last);
    else merged.push({ first, last });
  }
  return merged;
}

/** What the entries of a list cover together, merged. Entries that are not IPv4 cover nothing here. */
export function coverageOfEntries(entries: readonly string[]): readonly Interval[] {
  return coverageOfRanges(entries.map(coverageOf).filter((range) => range !== undefined));
}

/** What ranges cover together, merged. */
export function coverageOfRanges(ranges: readonly Cidr[]): readonly Interval[] {
  return mergeIntervals(
    ranges.map((range) => ({ first: firstAddress(range), last: lastAddress(range) })),
  );
}

/** How many addresses merged intervals hold, 0 to 2^32. */
export function countCovered(merged: readonly Interval[]): number {
  return merged.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** True when merged intervals hold every address of `range`. */
export function coversRange(merged: readonly Interval[], range: Cidr): boolean {
  const interval = merged[lastStartingUpTo(merged, firstAddress(range))];
  return interval !== undefined && interval.last >= lastAddress(range);
}

/**
 * True when merged intervals hold every address that anybody could come from: whether 10.0.0.0/8 is
 * left out makes no difference to the internet.
 */
export function coversInternet(merged: readonly Interval[]): boolean {
  let next = 0;
  for (const { first, last } of merged) {
    if (first > next && !isSpecialPurpose(next, first - 1)) return false;
    next = last + 1;
  }
  return next === ALL_ADDRESSES || isSpecialPurpose(next, ALL_ADDRESSES - 1);
}

/** Index of the last interval that starts at or before `address`, or -1. */
function lastStartingUpTo(merged: readonly Interval[], address: number): number {
  let [low, high] = [0, merged.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((merged[middle]?.first ?? 0) <= address) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
