import type { Metadata } from 'next';
import { ownAddressOf } from '#app/own-address';
import { SignedInPage } from '#app/views/signed-in-page';
import { ChooseAddress } from '#components/address/choose-address';
import { PageHeader } from '#components/ui/page-header';
import { requireSession } from '#lib/auth/next';
import { chooseAddress } from './actions.ts';

export const metadata: Metadata = { title: 'Where you come from' };

export default async function AddressPage() {
  const session = await requireSession();
  return (
    <SignedInPage session={session} width="max-w-2xl">
      <PageHeader up={{ href: '/clusters', name: 'Clusters' }} title="Where you come from">
        <p className="text-muted text-pretty">
          The address of this browser as the internet sees it: what “you” means on every page, and
          what Add my IP adds. AKS admits IPv4 only.
        </p>
      </PageHeader>
      <div className="card p-5">
        <ChooseAddress
          where={await ownAddressOf(session)}
          action={chooseAddress}
          returnTo="/clusters"
        />
      </div>
    </SignedInPage>
  );
}
