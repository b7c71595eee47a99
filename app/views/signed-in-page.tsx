import 'server-only';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { ownAddressOf } from '#app/own-address';
import { AppFrame } from '#components/shell/app-frame';
import { pagePath } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import { settings } from '#lib/settings';

/** How wide a page is that is mostly read; others take what there is. */
export type PageWidth = 'max-w-xl' | 'max-w-2xl' | 'max-w-3xl' | 'max-w-4xl';

/** A page for somebody who is signed in: its parts one below the other, in the frame of all pages. */
export async function SignedInPage({
  session,
  width,
  children,
}: {
  session: Session;
  width?: PageWidth | undefined;
  children: ReactNode;
}) {
  const { publicIpEchoUrl } = settings();
  return (
    <AppFrame
      person={session.person}
      path={await pagePath()}
      where={await ownAddressOf(session)}
      echo={
        publicIpEchoUrl === undefined
          ? undefined
          : { url: publicIpEchoUrl, kept: session.address?.value }
      }
    >
      <div className={clsx('grid grid-cols-1 gap-5', width && `mx-auto ${width}`)}>{children}</div>
    </AppFrame>
  );
}
