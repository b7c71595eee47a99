import type { ReactNode } from 'react';
import type { WhereFrom } from '#lib/own-address';
import { AddressChip } from '../address/address-chip.tsx';
import { EchoWatch } from '../address/echo-watch.tsx';
import { Header, type Person } from './header.tsx';

/** What surrounds every page of somebody who is signed in. */
export function AppFrame({
  person,
  where,
  echo,
  children,
}: {
  person: Person;
  where: WhereFrom;
  echo?: { url: string; note: (text: string) => Promise<{ changed: boolean }> } | undefined;
  children: ReactNode;
}) {
  return (
    <>
      <Header person={person} address={<AddressChip where={where} />} />
      {echo !== undefined && (
        <EchoWatch
          echoUrl={echo.url}
          note={echo.note}
          known={where.kind === 'known' ? where.address.value : undefined}
        />
      )}
      <main id="main" className="page">
        {children}
      </main>
    </>
  );
}
