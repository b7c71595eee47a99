import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { queryWith } from '#lib/clusters/fleet/search-query';
import { Addresses } from '../ui/addresses.tsx';

/** A column that the list can be ordered by: the view that pressing its head leads to. */
export type SortLink = {
  readonly by: keyof typeof columns;
  readonly label: string;
  readonly query: string;
  /** How the list is ordered by it now. */
  readonly now?: 'asc' | 'desc' | undefined;
};

/** The columns in order: how wide each is, where it gives way, and how long a bar holds its place. */
export const columns = {
  name: { width: '', hides: '', bar: undefined },
  subscription: { width: 'w-42 min-[88rem]:w-48', hides: 'max-lg:hidden', bar: 'w-3/5' },
  location: { width: 'w-39 min-[88rem]:w-42', hides: 'max-xl:hidden', bar: 'w-4/5' },
  version: { width: 'w-22', hides: 'max-xl:hidden', bar: undefined },
  access: { width: 'w-32 sm:w-38', hides: '', bar: 'w-3/5' },
  you: { width: 'w-38 min-[88rem]:w-44', hides: 'max-md:hidden', bar: 'w-1/2' },
  state: { width: 'w-26', hides: 'max-lg:hidden', bar: undefined },
} as const;

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
          <th scope="col" className="head w-9 p-0 sm:w-11">
            {box}
          </th>
        )}
        {sorts.map(({ by, label, query, now }) => (
          <th
            key={by}
            scope="col"
            aria-sort={now && (now === 'asc' ? 'ascending' : 'descending')}
            className={`head ${columns[by].width} ${columns[by].hides}`}
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
