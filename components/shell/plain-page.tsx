import type { ReactNode } from 'react';
import { PageTitle } from '../ui/page-title.tsx';
import { BrandMark } from './brand.tsx';

/** A page with one thing to say: signed out, refused, not found. */
export function PlainPage({
  title,
  children,
  actions,
}: {
  title: string;
  children: ReactNode;
  actions: ReactNode;
}) {
  return (
    <main
      id="main"
      className="mx-auto grid min-h-dvh w-full max-w-xl content-start gap-5 px-5 pb-16 pt-[max(4rem,22dvh)]"
    >
      <BrandMark className="size-9" />
      <PageTitle>{title}</PageTitle>
      <div className="grid gap-3 text-base text-muted text-pretty">{children}</div>
      <div className="mt-2 flex flex-wrap gap-2">{actions}</div>
    </main>
  );
}
