import type { ReactNode } from 'react';
import type { Failure } from '#lib/failure';
import { failureWords } from '#lib/failure-words';
import { Callout } from './callout.tsx';
import { CorrelationId } from './correlation-id.tsx';
import { RefusalWords } from './refusal-words.tsx';

/** What kept Azure from answering, what to do, and the id to give to support. */
export function FailureCallout({ failure, actions }: { failure: Failure; actions?: ReactNode }) {
  const words = failureWords(failure);
  return (
    <Callout tone="danger" title={words.title} role="alert" actions={actions}>
      <RefusalWords words={words} />
      {failure.correlationId !== undefined && (
        <p className="mt-2 text-xs">
          <CorrelationId id={failure.correlationId} />
        </p>
      )}
    </Callout>
  );
}
