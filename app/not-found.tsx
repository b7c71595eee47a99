import type { Metadata } from 'next';
import { PlainPage } from '#components/shell/plain-page';
import { ButtonLink } from '#components/ui/button';

export const metadata: Metadata = { title: 'Nothing here' };

export default function NotFound() {
  return (
    <PlainPage
      title="There is nothing here"
      actions={
        <ButtonLink href="/clusters" look="primary">
          All clusters
        </ButtonLink>
      }
    >
      <p>
        Either this address has a typing mistake, or it belongs to something that your account
        cannot see in Azure. If it is a cluster that you should see, ask an owner of it for the role
        Reader.
      </p>
    </PlainPage>
  );
}
