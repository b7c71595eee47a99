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
    ...(isToday(date) ? {} : { day: 'numeric', month: 'short' }),
    ...(local ? {} : { timeZone: 'UTC' }),
  }).format(date);
  return (
    <time dateTime={at} title={`${at.slice(0, 19).replace('T', ' ')} UTC`}>
      {local ? text : `${text} UTC`}
    </time>
  );
}

function isToday(date: Date): boolean {
  return date.toDateString() === new Date().toDateString();
}
