'use client';
// Needs the reader's time zone, which only the browser knows.

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** A moment, as a clock time in the reader's zone; in UTC until script knows better. */
export function Time({ at, seconds = false }: { at: string; seconds?: boolean }) {
  const local = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const date = new Date(at);
  const text = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    ...(isToday(date, local) ? {} : { day: 'numeric', month: 'short' }),
    ...(local ? {} : { timeZone: 'UTC' }),
  }).format(date);
  return (
    <time dateTime={at} title={`${at.slice(0, 19).replace('T', ' ')} UTC`}>
      {local ? text : `${text} UTC`}
    </time>
  );
}

/** Before the browser's zone is known, by the day in UTC, so that server and browser write the same. */
function isToday(date: Date, local: boolean): boolean {
  const dayOf = (each: Date) => (local ? each.toDateString() : each.toISOString().slice(0, 10));
  return dayOf(date) === dayOf(new Date());
}
