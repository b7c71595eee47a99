import { MapPin } from 'lucide-react';
import Link from 'next/link';
import { sourceWords, type WhereFrom } from '#lib/own-address';

/** Where "you" come from, on every page; leads to the page that explains and changes it. */
export function AddressChip({ where }: { where: WhereFrom }) {
  return (
    <Link
      href="/address"
      prefetch={false}
      title={chipTitle(where)}
      className="flex items-center gap-1.5 rounded-full border border-line px-2.5 py-1 text-xs hover:bg-sunken"
    >
      <MapPin aria-hidden className="size-3.5 text-faint max-sm:hidden" />
      {where.kind === 'known' ? (
        <>
          <span className="text-muted max-sm:sr-only">You come from</span>
          <span className="font-mono tabular-nums">{where.address.value}</span>
        </>
      ) : (
        <span className="whitespace-nowrap text-warn">
          <span aria-hidden className="sm:hidden">
            Address?
          </span>
          <span className="max-sm:sr-only">
            {where.kind === 'disagree' ? 'Two addresses seen' : 'Address not known'}
          </span>
        </span>
      )}
    </Link>
  );
}

function chipTitle(where: WhereFrom): string {
  if (where.kind === 'known') return `Address ${sourceWords[where.address.source]}`;
  return where.kind === 'unknown' ? where.because : 'Choose which one is yours';
}
