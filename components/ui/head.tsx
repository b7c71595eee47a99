import clsx from 'clsx';
import type { ReactNode } from 'react';

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
