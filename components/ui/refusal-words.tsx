import type { FailureWords } from '#lib/failure-words';

/** Why something was refused, in Azure's own words as well where it gave any, and what to do, if anything. */
export function RefusalWords({
  words: { text, quote, todo },
}: {
  words: Omit<FailureWords, 'title' | 'todo'> & Partial<FailureWords>;
}) {
  return (
    <>
      <p>{text}</p>
      {quote !== undefined && (
        <blockquote className="mt-1.5 border-l-2 border-line-strong pl-3 text-ink">
          {quote}
        </blockquote>
      )}
      {todo !== undefined && <p className="mt-1.5 text-ink">{todo}</p>}
    </>
  );
}
