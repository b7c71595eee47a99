import { Layers, X } from 'lucide-react';
import Link from 'next/link';
import { Addresses } from '../ui/addresses.tsx';

/** Says of which batch the clusters are, and leads to it and back to all of them. */
export function InBatch({
  batch,
  allHref,
}: {
  /** None where there is no such batch of this person. */
  batch: { readonly path: string; readonly title: string } | undefined;
  /** The view without it. */
  allHref: string;
}) {
  return (
    <p className="flex items-center gap-x-2">
      <Layers aria-hidden className="size-4 shrink-0 text-muted" />
      {batch === undefined ? (
        'Clusters of a batch that is not yours, or is gone'
      ) : (
        <span className="[overflow-wrap:anywhere]">
          Clusters of the batch{' '}
          <Link href={batch.path} prefetch={false} className="link">
            <Addresses text={batch.title} />
          </Link>
        </span>
      )}
      <Link
        href={allHref}
        prefetch={false}
        scroll={false}
        aria-label="Remove this filter"
        className="grid size-7 shrink-0 place-items-center rounded text-muted hover:bg-sunken hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </Link>
    </p>
  );
}
