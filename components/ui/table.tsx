import clsx from 'clsx';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** A table in a card. `head`: a `Head` for each column; `children`: a `Row` for each line. */
export function Table({
  label,
  head,
  children,
}: {
  label: string;
  head: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="card overflow-x-auto">
      <table aria-label={label} className="w-full border-collapse">
        <thead>
          <tr className="border-b border-line">{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** The head of a column. */
export function Head({
  className,
  children,
}: {
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <th scope="col" className={clsx('th', className)}>
      {children}
    </th>
  );
}

/** A line of a table, with a rule below it unless it is the last. */
export function Row({ children }: { children: ReactNode }) {
  return <tr className="border-b border-line last:border-0">{children}</tr>;
}

/** What a line is called: the link to all about it. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="font-medium [overflow-wrap:anywhere] hover:text-accent hover:underline"
    >
      {children}
    </Link>
  );
}
