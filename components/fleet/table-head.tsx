import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { queryWith } from '#lib/clusters/fleet/search-query';
import { Addresses } from '../ui/addresses.tsx';

/** A column that the list can be ordered by: the view that pressing its head leads to. */
export type SortLink = {
  readonly by: string;
  readonly label: string;
  readonly query: string;
  /** How the list is ordered by it now. */
  readonly now?: 'asc' | 'desc' | undefined;
};

/** Where a column gives way, and how wide it is; rows of a fixed table are all alike. */
const widths: Readonly<Record<string, string>> = {
  subscription: 'w-42 max-lg:hidden min-[88rem]:w-48',
  location: 'w-39 max-xl:hidden min-[88rem]:w-42',
  version: 'w-22 max-xl:hidden',
  access: 'w-30 sm:w-38',
  you: 'w-38 max-md:hidden min-[88rem]:w-44',
  state: 'w-26 max-lg:hidden',
};

/** The heads of the columns; they stay while the rows go by. */
export function TableHead({
  sorts,
  search,
  box,
  onSort,
}: {
  sorts: readonly SortLink[];
  /** What is searched for now, perhaps later than the links were made. */
  search: string;
  /** The box that selects all, where rows can be selected. */
  box?: ReactNode;
  onSort: () => void;
}) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {box !== undefined && (
          <th scope="col" className="head w-11 p-0">
            {box}
          </th>
        )}
        {sorts.map(({ by, label, query, now }) => (
          <th
            key={by}
            scope="col"
            aria-sort={now && (now === 'asc' ? 'ascending' : 'descending')}
            className={`head ${widths[by] ?? ''}`}
          >
            <Link
              href={`/clusters?${queryWith(query, search)}`}
              prefetch={false}
              scroll={false}
              onClick={onSort}
              className="inline-flex items-center gap-1 hover:text-ink"
            >
              <Addresses text={label} />
              {now === 'asc' && <ArrowUp aria-hidden className="size-3" />}
              {now === 'desc' && <ArrowDown aria-hidden className="size-3" />}
            </Link>
          </th>
        ))}
        <th scope="col" className="head w-28 max-sm:hidden">
          <span className="sr-only">Act</span>
        </th>
      </tr>
    </thead>
  );
}
