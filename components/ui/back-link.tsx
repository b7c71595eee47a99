import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { Addresses } from './addresses.tsx';

/** The way to the page above, by the name that page has everywhere: Clusters, Batches, Hygiene. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="-ml-1 inline-flex min-h-6 items-center gap-1 justify-self-start text-xs text-muted [overflow-wrap:anywhere] hover:text-ink"
    >
      <ChevronLeft aria-hidden className="size-3.5 shrink-0" />{' '}
      <span>
        <Addresses text={children} />
      </span>
    </Link>
  );
}
