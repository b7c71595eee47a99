import clsx from 'clsx';
import Link from 'next/link';
import { grouped } from '#lib/grouped';

/** A part of a list that can be looked at by itself. */
export type Part = {
  readonly word: string;
  /** Left out where nobody has counted. */
  readonly count?: number;
  readonly href: string;
  readonly isShown: boolean;
};

/** The ways to the parts of a list, each with how many it holds, where that is known. */
export function PartLinks({ label, parts }: { label: string; parts: readonly Part[] }) {
  return (
    <nav aria-label={label} className="mb-2 flex flex-wrap gap-1">
      {parts.map(({ word, count, href, isShown }) => (
        <Link
          key={word}
          href={href}
          prefetch={false}
          scroll={false}
          aria-current={isShown ? 'true' : undefined}
          className={clsx(
            'inline-flex min-h-8 items-center gap-1.5 rounded-[0.4375rem] px-2.5 tabular-nums hover:bg-sunken',
            isShown ? 'bg-accent-soft font-medium text-accent' : 'text-muted',
          )}
        >
          {word} {count !== undefined && <span>{grouped(count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
