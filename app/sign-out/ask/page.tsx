import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { batchPath } from '#app/batches/paths';
import { intentsOfDraft } from '#app/batches/plan-of';
import { changePath } from '#app/clusters/paths';
import { SignedInPage } from '#app/views/signed-in-page';
import { Addresses } from '#components/ui/addresses';
import { Button, ButtonLink } from '#components/ui/button';
import { PageTitle } from '#components/ui/page-title';
import { requireSession } from '#lib/auth/next';
import { unfinishedBatches } from '#lib/changes/batch/batches';
import { unfinishedChanges } from '#lib/changes/ledger';
import { intentsWords } from '#lib/changes/shown/change-view';
import { stateWords } from '#lib/changes/shown/words';
import { counted, grouped } from '#lib/grouped';

export const metadata: Metadata = { title: 'Sign out' };

export default async function AskPage() {
  const session = await requireSession('/clusters');
  const grantId = session.grant.id;
  const [changes, batches] = await Promise.all([
    unfinishedChanges(grantId, { alone: true }),
    unfinishedBatches(grantId),
  ]);
  const count = batches.reduce((sum, { left }) => sum + left, changes.length);
  if (count === 0) redirect('/clusters');
  const [subject, object] = count === 1 ? ['It needs', 'it'] : ['They need', 'them'];
  return (
    <SignedInPage session={session} width="max-w-2xl">
      <header className="grid gap-1">
        <PageTitle>
          {count === 1 ? 'A change of yours is' : `${grouped(count)} changes of yours are`} still
          under way
        </PageTitle>
        <p className="text-muted text-pretty">
          {subject} your right to act in Azure, which signing out would end.
        </p>
      </header>
      <ul className="card divide-y divide-line">
        {batches.map(({ id, draft, left }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-4 px-4 py-2">
            <Link href={batchPath(id)} className="link">
              <Addresses text={intentsWords(intentsOfDraft(draft))} />
            </Link>
            <span className="text-muted">{counted(left, 'cluster')} of a batch</span>
          </li>
        ))}
        {changes.map((change) => (
          <li key={change.id} className="flex flex-wrap justify-between gap-x-4 px-4 py-2">
            <Link href={changePath(change.clusterId, change.id)} className="link">
              <Addresses text={intentsWords(change.intents)} />
            </Link>
            <span className="text-muted">
              {change.clusterId.name} · {stateWords[change.state].word}
            </span>
          </li>
        ))}
      </ul>
      <form action="/sign-out" method="post" className="flex flex-wrap gap-2">
        <Button name="changes" value="finish" look="primary">
          Finish {object}, then forget me
        </Button>
        <Button name="changes" value="cancel">
          Cancel {object} and sign out
        </Button>
        <ButtonLink href="/clusters" look="quiet">
          Stay signed in
        </ButtonLink>
      </form>
    </SignedInPage>
  );
}
