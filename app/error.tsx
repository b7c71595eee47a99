'use client';
// Error boundaries run in the browser.

import { PlainPage } from '#components/shell/plain-page';
import { Button, ButtonLink } from '#components/ui/button';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
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
      {error.digest !== undefined && (
        <p className="text-sm">
          For support: <code className="font-mono">{error.digest}</code>
        </p>
      )}
    </PlainPage>
  );
}
