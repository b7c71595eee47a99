import Link from 'next/link';
import { ButtonLink } from '../ui/button.tsx';

/** Which rows of how many, and the way to the others. With script the list is one and scrolls instead. */
export function Pages({
  page,
  pages,
  offset,
  per,
  total,
  previous,
  next,
  whole,
}: {
  page: number;
  pages: number;
  offset: number;
  per: number;
  total: number;
  previous?: string | undefined;
  next?: string | undefined;
  whole?: string | undefined;
}) {
  return (
    <nav
      aria-label="Pages"
      className="mt-3 flex flex-wrap items-center justify-between gap-3 text-xs text-muted tabular-nums"
    >
      <p>
        {offset + 1} to {Math.min(offset + per, total)} of {total}
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
        Page {page} of {pages}
        {next !== undefined && (
          <ButtonLink href={next} small>
            Next
          </ButtonLink>
        )}
      </p>
    </nav>
  );
}
