import type { ReactNode } from 'react';
import { BackLink } from './back-link.tsx';
import { PageTitle } from './page-title.tsx';

/** On top of a page: the way to the page above, the title, and what else is to be said of all of it. */
export function PageHeader({
  up,
  title,
  children,
}: {
  up: { readonly href: string; readonly name: string };
  title: string;
  children?: ReactNode;
}) {
  return (
    <header className="grid gap-1">
      <BackLink href={up.href}>{up.name}</BackLink>
      <PageTitle>{title}</PageTitle>
      {children}
    </header>
  );
}
