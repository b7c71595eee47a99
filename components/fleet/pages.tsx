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
}: {
  page: number;
  pages: number;
  offset: number;
  per: number;
  total: number;
  previous?: string | undefined;
  next?: string | undefined;
}) {
  return (
    <nav
      aria-label="Pages"
      className="mt-3 flex flex-wrap items-center justify-between gap-3 text-xs text-muted tabular-nums"
    >
      <p>
        {offset + 1} to {Math.min(offset + per, total)} of {total}
      </p>
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
