import Link from 'next/link';
import { intentsWords, titleOf } from '#lib/changes/shown/change-view';
import { grouped } from '#lib/grouped';
import type { Intent } from '#lib/ranges/intent';
import { Addresses } from '../ui/addresses.tsx';
import { Time } from '../ui/time.tsx';

/** How many of them words about all of them name. */
const mostNamed = 3;

/**
 * What a plan is of. It is not typed into here: what stands above a plan that can be started is always what
 * would be done. `editHref`: where it is changed, if it can be.
 */
export function WhatIsAsked({
  intents,
  keepFor,
  editHref,
}: {
  intents: readonly Intent[];
  /** For how long what is added stays, in seconds. */
  keepFor: number | undefined;
  editHref: `/batches/${string}` | undefined;
}) {
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        <Addresses text={titleOf({ intents, keepForSeconds: keepFor }, mostNamed)} />
        {editHref !== undefined && (
          <>
            {' '}
            <Link href={editHref} prefetch={false} className="link ml-2 text-xs">
              Change what is asked
            </Link>
          </>
        )}
      </p>
      {keepFor !== undefined && (
        <p className="max-w-prose text-pretty text-muted">
          Started now, it is taken out again by itself at{' '}
          <Time at={new Date(Date.now() + keepFor * 1000).toISOString()} />. What stands in a list
          for good stays.
        </p>
      )}
      {intents.length > mostNamed && (
        <details className="text-xs text-muted">
          <summary className="hover:text-ink">All {grouped(intents.length)}</summary>
          <ul className="max-h-64 overflow-y-auto [overflow-wrap:anywhere]">
            {intents.map((intent) => (
              <li key={JSON.stringify(intent)}>
                <Addresses text={intentsWords([intent])} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
