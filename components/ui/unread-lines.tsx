import { Callout } from './callout.tsx';

/** How many lines of a page a newer release stored, so that this one cannot read them. */
export function UnreadLines({ count }: { count: number }) {
  if (count <= 0) return null;
  return (
    <Callout
      tone="warn"
      title={`What a newer release of this console recorded cannot be shown: ${count} of this page.`}
    />
  );
}
