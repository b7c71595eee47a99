'use client';
// Error boundaries run in the browser.

import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { PlainPage } from '#components/shell/plain-page';
import { StumbledPage } from '#components/shell/stumbled-page';
import { Button } from '#components/ui/button';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  // Said to be no more than that: it would leave nothing of what an error has otherwise.
  const isOutdated: boolean = unstable_isUnrecognizedActionError(error);
  return isOutdated ? <OutdatedPage /> : <StumbledPage digest={error.digest} reset={reset} />;
}

/** A button of a page of another release, which knew its action by another name. */
function OutdatedPage() {
  return (
    <PlainPage
      title="This page is older than the console"
      actions={
        <Button type="button" look="primary" onClick={() => location.reload()}>
          Load it again
        </Button>
      }
    >
      <p>The console has been renewed since this page was opened. Nothing was sent.</p>
    </PlainPage>
  );
}
