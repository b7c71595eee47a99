import { Braces, Grid3x3, History, Layers, ListChecks, Sheet } from 'lucide-react';
import { ButtonLink, FileLink } from '../ui/button.tsx';

/** What can be made of the clusters of a view: what could be tidied in them, who gets in where, who
 * has changed what, a file. */
export function Share({ query }: { query: string }) {
  const to = (path: string) => `/clusters/${path}${query === '' ? '' : `?${query}`}`;
  return (
    <nav aria-label="These clusters" className="-mx-2 flex flex-wrap gap-1 sm:justify-end">
      <ButtonLink href="/batches" look="quiet" small className="sm:hidden">
        <Layers aria-hidden className="size-3.5" /> Batches
      </ButtonLink>
      <ButtonLink href={to('hygiene')} look="quiet" small>
        <ListChecks aria-hidden className="size-3.5" /> Hygiene
      </ButtonLink>
      <ButtonLink href={to('compare')} look="quiet" small>
        <Grid3x3 aria-hidden className="size-3.5" /> Compare ranges
      </ButtonLink>
      <ButtonLink href={to('changes')} look="quiet" small>
        <History aria-hidden className="size-3.5" /> Changes
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
