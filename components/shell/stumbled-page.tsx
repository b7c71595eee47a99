'use client';
// Asks the console how it is, and comes back by itself.

import { useEffect, useState } from 'react';
import { awaitReady } from '../ui/await-ready.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { PlainPage } from './plain-page.tsx';

/** Says so where the console is not ready to serve, and comes back by itself once it is. */
export function StumbledPage({
  digest,
  reset,
}: {
  /** The id under which the error is in the log. */
  digest: string | undefined;
  reset: () => void;
}) {
  const [isReady, setIsReady] = useState(true);
  useEffect(
    () => awaitReady({ notReady: () => setIsReady(false), readyAgain: () => location.reload() }),
    [],
  );
  if (!isReady) return <NotReadyPage />;
  return (
    <PlainPage
      title="Drawbridge stumbled"
      actions={
        <>
          <Button type="button" look="primary" onClick={reset}>
            Try again
          </Button>
          <ButtonLink href="/clusters">All clusters</ButtonLink>
        </>
      }
    >
      <p>
        This page could not be made. A change that was already accepted goes on; nothing was sent
        twice.
      </p>
      {digest !== undefined && (
        <p className="text-sm">
          For support: <code className="font-mono">{digest}</code>
        </p>
      )}
    </PlainPage>
  );
}

/** Its store does not answer, or it stops or starts. */
function NotReadyPage() {
  return (
    <PlainPage
      title="Drawbridge is not ready"
      actions={
        <Button type="button" onClick={() => location.reload()}>
          Load it now
        </Button>
      }
    >
      <p role="status">
        Its database does not answer, or it is being started again. This page loads by itself as
        soon as it is ready.
      </p>
      <p>Changes that were accepted are kept, and go on then.</p>
    </PlainPage>
  );
}
