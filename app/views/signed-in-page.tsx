import 'server-only';
import type { ReactNode } from 'react';
import { ownAddressOf } from '#app/own-address';
import { AppFrame } from '#components/shell/app-frame';
import { pagePath } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import { settings } from '#lib/settings';

/** The frame of a page for somebody who is signed in. */
export async function SignedInPage({
  session,
  children,
}: {
  session: Session;
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
      {children}
    </AppFrame>
  );
}
