import type { ReactNode } from 'react';
import type { Failure } from '#lib/failure';
import { failureWords } from '#lib/failure-words';
import { Callout } from './callout.tsx';
import { CopyButton } from './copy-button.tsx';

/** What kept Azure from answering, what to do, and the id to give to support. */
export function FailureCallout({ failure, actions }: { failure: Failure; actions?: ReactNode }) {
  const { title, text, todo, quote } = failureWords(failure);
  return (
    <Callout tone="danger" title={title} role="alert" actions={actions}>
      <p>{text}</p>
      {quote !== undefined && (
        <blockquote className="mt-1.5 border-l-2 border-line-strong pl-3 text-ink">
          {quote}
        </blockquote>
      )}
      <p className="mt-1.5 text-ink">{todo}</p>
      {failure.correlationId !== undefined && (
        <p className="mt-2 flex flex-wrap items-center gap-1 text-xs">
          Correlation id <code className="font-mono">{failure.correlationId}</code>
          <CopyButton text={failure.correlationId} label="Copy the correlation id" />
        </p>
      )}
    </Callout>
  );
}
