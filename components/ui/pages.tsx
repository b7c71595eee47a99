import Link from 'next/link';
import { grouped } from '#lib/grouped';
import { ButtonLink } from './button.tsx';

/** A page of a list: which one of how many, what comes before it, and the ways to those beside it. */
export type Page = {
  readonly page: number;
  readonly pages: number;
  readonly per: number;
  readonly total: number;
  readonly offset: number;
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
};

/** The page that is asked for, or the last where there are not so many. */
export function pageOf(
  asked: number,
  { per, total }: Pick<Page, 'per' | 'total'>,
  hrefOf: (page: number) => string,
): Page {
  const pages = Math.max(1, Math.ceil(total / per));
  const page = Math.min(asked, pages);
  return {
    page,
    pages,
    per,
    total,
    offset: (page - 1) * per,
    previous: page > 1 ? hrefOf(page - 1) : undefined,
    next: page < pages ? hrefOf(page + 1) : undefined,
  };
}

/** Which rows of how many, and the way to the others; nothing where one page holds them all. */
export function Pages({
  page,
  pages,
  offset,
  per,
  total,
  previous,
  next,
  whole,
}: Page & {
  /** The same rows without script, where some were left for script to fetch. */
  whole?: string | undefined;
}) {
  if (pages === 1) return null;
  return (
    <nav
      aria-label="Pages"
      className="mt-3 flex flex-wrap items-center justify-between gap-3 text-xs text-muted tabular-nums"
    >
      <p>
        {grouped(offset + 1)} to {grouped(Math.min(offset + per, total))} of {grouped(total)}
      </p>
      {whole !== undefined && (
        <p className="unscripted">
          Some of these come with script, which this browser ran before.{' '}
          <Link href={whole} prefetch={false} className="link">
            Show them without
          </Link>
        </p>
      )}
      <p className="flex items-center gap-2">
        {previous !== undefined && (
          <ButtonLink href={previous} small>
            Previous
          </ButtonLink>
        )}
        Page {grouped(page)} of {grouped(pages)}
        {next !== undefined && (
          <ButtonLink href={next} small>
            Next
          </ButtonLink>
        )}
      </p>
    </nav>
  );
}
