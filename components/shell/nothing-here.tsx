import type { ReactNode } from 'react';
import { ButtonLink } from '../ui/button.tsx';

export const nothingHereTitle = 'There is nothing here';

/** Why there may be nothing, and what to do about it; `as`: who is signed in. */
export function NothingHereWords({ as }: { as?: string | undefined }): ReactNode {
  return (
    <>
      <p>
        Either this address has a typing mistake, or it belongs to something that your account
        cannot see in Azure. If it is a cluster that you should see, ask an owner of it for the role
        Reader.
      </p>
      {as !== undefined && (
        <p className="[overflow-wrap:anywhere]">
          You are signed in as <span className="font-medium text-ink">{as}</span>. If another
          account of yours can see it, sign out and open the link once more.
        </p>
      )}
    </>
  );
}

/** The way on. */
export function ToAllClusters() {
  return (
    <ButtonLink href="/clusters" look="primary">
      All clusters
    </ButtonLink>
  );
}
