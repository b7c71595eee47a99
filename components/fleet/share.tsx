'use client';
// Follows what is typed into the search box, which the page on the server hears of later.

import { Braces, Grid3x3, Layers, ListChecks, Sheet } from 'lucide-react';
import { queryWith } from '#lib/clusters/fleet-query';
import { ButtonLink, FileLink } from '../ui/button.tsx';
import { useLiveSearch } from './live-search.tsx';

/** What can be made of the clusters of a view: what could be tidied in them, who gets in where, a file. */
export function Share({ query }: { query: string }) {
  const { typed } = useLiveSearch();
  const asked = queryWith(query, typed);
  const to = (path: string) => `/clusters/${path}${asked === '' ? '' : `?${asked}`}`;
  return (
    <nav aria-label="These clusters" className="-ml-2 flex flex-wrap gap-1 sm:ml-0 sm:justify-end">
      <ButtonLink href="/batches" look="quiet" small className="sm:hidden">
        <Layers aria-hidden className="size-3.5" /> Batches
      </ButtonLink>
      <ButtonLink href={to('hygiene')} look="quiet" small>
        <ListChecks aria-hidden className="size-3.5" /> Hygiene
      </ButtonLink>
      <ButtonLink href={to('compare')} look="quiet" small>
        <Grid3x3 aria-hidden className="size-3.5" /> Compare ranges
      </ButtonLink>
      <FileLink href={to('export.csv')}>
        <Sheet aria-hidden className="size-3.5" /> Export CSV
      </FileLink>
      <FileLink href={to('export.json')}>
        <Braces aria-hidden className="size-3.5" /> JSON
      </FileLink>
    </nav>
  );
}
