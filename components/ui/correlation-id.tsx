import { CopyButton } from './copy-button.tsx';

/** The id by which support finds what Azure answered; cut off where there is no room, and copied whole. */
export function CorrelationId({ id }: { id: string }) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1">
      <span className="whitespace-nowrap">Correlation id</span>{' '}
      <code className="truncate font-mono text-2xs">{id}</code>
      <CopyButton text={id} label="Copy the correlation id" />
    </span>
  );
}
