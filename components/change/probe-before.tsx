'use client';
// Needs fetch from the browser, whose own way to the API server is in question.

import { useEffect } from 'react';
import { keepSeen, probe } from './probe.ts';

/** Looks whether the network lets the browser in, while its reader makes up their mind; shows nothing. */
export function ProbeBefore({ fqdn }: { fqdn: string }) {
  useEffect(() => {
    // Not given up when the page is left: the change that follows wants to know.
    probe(fqdn).then((seen) => keepSeen(fqdn, seen));
  }, [fqdn]);
  return null;
}
