'use client';
// Asks the console how it is, and comes back by itself.

import { useEffect, useState } from 'react';
import { awaitReady } from '../ui/await-ready.ts';
import { Button, ButtonLink, PlainLink } from '../ui/button.tsx';
import { useScripted } from '../ui/use-in-browser.ts';
import { PlainPage } from './plain-page.tsx';

/** Says so where the console is not ready to serve, and comes back by itself once it is. */
export function StumbledPage({
  digest,
  reset = loadAgain,
  isReady: wasReady = true,
}: {
  /** The id under which the error is in the log. */
  digest?: string | undefined;
  reset?: () => void;
  /** Whether the console was ready when the page was made, as far as is known. */
  isReady?: boolean;
}) {
  const [isReady, setIsReady] = useState(wasReady);
  useEffect(
    () =>
      awaitReady({
        ready: () => setIsReady(true),
        notReady: () => setIsReady(false),
        readyAgain: loadAgain,
        wasReady,
      }),
    [wasReady],
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

function loadAgain(): void {
  location.reload();
}

/** Its store does not answer, or it stops or starts. */
function NotReadyPage() {
  const scripted = useScripted();
  return (
    <PlainPage title="Drawbridge is not ready" actions={<PlainLink href="">Load it now</PlainLink>}>
      <p role="status">
        Its database does not answer, or it is being started again.{' '}
        {scripted ? 'This page loads by itself as soon as it is ready.' : 'Try again in a minute.'}
      </p>
      <p>Changes that were accepted are kept, and go on then.</p>
    </PlainPage>
  );
}
