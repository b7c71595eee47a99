import clsx from 'clsx';
import { ChevronDown, LogOut } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { JumpButton } from '../jump/jump-button.tsx';
import { BrandMark } from './brand.tsx';

/** Who is signed in, and with which directory as home. */
export type Person = { readonly name: string; readonly username: string };

/**
 * The bar on top of every page, which is at `path`. `address` is the chip that says where the person
 * comes from.
 */
export function Header({
  person,
  path,
  address,
}: {
  person: Person;
  path: string;
  address: ReactNode;
}) {
  return (
    <header className="sticky top-0 z-30 border-b print:hidden border-line bg-surface/95 backdrop-blur">
      <a
        href="#main"
        className="absolute left-2 top-2 z-40 -translate-y-16 rounded bg-accent px-3 py-1.5 text-on-accent focus:translate-y-0"
      >
        Skip to the content
      </a>
      <div className="mx-auto flex min-h-13 w-full max-w-[96rem] items-center gap-x-2 sm:gap-x-4 px-[clamp(1rem,3vw,2.5rem)]">
        <Link
          href="/clusters"
          prefetch={false}
          className="flex items-center gap-2 font-semibold tracking-tight"
        >
          <BrandMark />
          <span className="max-sm:sr-only">Drawbridge</span>
        </Link>
        <nav aria-label="Main" className="flex">
          <Place href="/clusters" path={path}>
            Clusters
          </Place>
          {/* There is no room for it on a phone; the list of clusters leads there too. */}
          <Place href="/batches" path={path} className="max-sm:hidden">
            Batches
          </Place>
        </nav>
        <div className="ml-auto flex min-w-0 items-center gap-2">
          <JumpButton />
          {address}
          <Account person={person} />
        </div>
      </div>
    </header>
  );
}

function Place({
  href,
  path,
  className,
  children,
}: {
  href: '/clusters' | '/batches';
  path: string;
  className?: string;
  children: string;
}) {
  const [page = ''] = path.split('?');
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={page === href ? 'page' : page.startsWith(`${href}/`) ? true : undefined}
      className={clsx(
        'rounded px-2 py-1 text-muted hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:text-ink forced-colors:aria-[current]:underline',
        className,
      )}
    >
      {children}
    </Link>
  );
}

function Account({ person }: { person: Person }) {
  return (
    <details className="group relative">
      <summary className="flex list-none items-center gap-1.5 rounded px-1.5 py-1 hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <span
          aria-hidden
          className="grid size-6 place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent"
        >
          {initials(person.name)}
        </span>
        <span className="max-w-40 truncate max-md:sr-only">{person.name}</span>
        <ChevronDown aria-hidden className="size-3.5 text-faint group-open:rotate-180" />
      </summary>
      <div className="card absolute right-0 top-full z-40 mt-1 w-64 p-1 shadow-lg">
        <div className="px-3 py-2">
          <p className="font-medium">{person.name}</p>
          <p className="truncate text-xs text-muted">{person.username}</p>
        </div>
        <form action="/sign-out" method="post" className="border-t border-line pt-1">
          <button
            type="submit"
            className="flex w-full items-center gap-2 rounded px-3 py-1.5 text-left hover:bg-sunken"
          >
            <LogOut aria-hidden className="size-3.5 text-faint" /> Sign out
          </button>
        </form>
      </div>
    </details>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0]?.toUpperCase() ?? '')
    .join('');
}
