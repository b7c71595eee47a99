import type { Metadata } from 'next';
import { NothingHereWords, nothingHereTitle, ToAllClusters } from '#components/shell/nothing-here';
import { PlainPage } from '#components/shell/plain-page';

export const metadata: Metadata = { title: 'Nothing here' };

export default function NotFound() {
  return (
    <PlainPage title={nothingHereTitle} actions={<ToAllClusters />}>
      <NothingHereWords />
    </PlainPage>
  );
}
