'use client';
// Needs the reader's time zone, which only the browser knows.

import { clockWords } from '#lib/clock-words';
import { useScripted } from './use-in-browser.ts';

/** A moment, as a clock time in the reader's zone; in UTC until script knows better. */
export function Time({ at, seconds = false }: { at: string; seconds?: boolean }) {
  const local = useScripted();
  const zone = local ? 'local' : 'UTC';
  const text = clockWords(new Date(at), { zone, seconds, now: new Date() });
  return (
    <time dateTime={at} title={`${at.replace(/(\.\d+)?Z$/, '').replace('T', ' ')} UTC`}>
      {local ? text : `${text} UTC`}
    </time>
  );
}
