import type { ReactNode } from 'react';
import type { WhereFrom } from '#lib/own-address';
import { AddressChip } from '../address/address-chip.tsx';
import { type Echo, EchoWatch } from '../address/echo-watch.tsx';
import { Going } from './going.tsx';
import { Header, type Person } from './header.tsx';

/** What surrounds every page of somebody who is signed in. */
export function AppFrame({
  person,
  path,
  where,
  echo,
  children,
}: {
  person: Person;
  /** The path of the page inside. */
  path: string;
  where: WhereFrom;
  echo?: Echo | undefined;
  children: ReactNode;
}) {
  return (
    <>
      <Going />
      <Header person={person} path={path} address={<AddressChip where={where} />} />
      {echo !== undefined && <EchoWatch {...echo} />}
      <main id="main" className="page">
        {children}
      </main>
    </>
  );
}
