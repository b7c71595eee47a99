import 'server-only';
import { Suspense } from 'react';
import { RefreshNow } from '#components/fleet/refresh-now';

/**
 * Keeps the answer open until there is more to show, and then has the page rendered once more. `step`
 * tells one wait from the next. Without script the page stays as it was sent.
 */
export function MoreToCome({ more, step }: { more: Promise<unknown>; step: string }) {
  return (
    <Suspense key={step} fallback={null}>
      <WhenThere more={more} />
    </Suspense>
  );
}

async function WhenThere({ more }: { more: Promise<unknown> }) {
  // What failed is told by the page that is rendered then.
  await more.catch(() => undefined);
  return <RefreshNow />;
}
