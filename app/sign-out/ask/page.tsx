import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { batchPath } from '#app/batches/paths';
import { draftWords } from '#app/batches/plan-of';
import { changePath } from '#app/clusters/paths';
import { SignedInPage } from '#app/views/signed-in-page';
import { Addresses } from '#components/ui/addresses';
import { Button, ButtonLink } from '#components/ui/button';
import { PageTitle } from '#components/ui/page-title';
import { Time } from '#components/ui/time';
import { requireSession } from '#lib/auth/next';
import { type UnfinishedBatch, unfinishedBatches } from '#lib/changes/batch/batches';
import { unfinishedChanges } from '#lib/changes/ledger';
import { standOf } from '#lib/changes/shown/batch-view';
import type { Change } from '#lib/changes/shown/change';
import { titleOf } from '#lib/changes/shown/change-view';
import { isScheduled, wordsOf } from '#lib/changes/shown/words';
import { counted, grouped } from '#lib/grouped';

export const metadata: Metadata = { title: 'Sign out' };

export default async function AskPage() {
  const session = await requireSession('/clusters');
  const grantId = session.grant.id;
  const [changes, batches] = await Promise.all([
    unfinishedChanges(grantId, { alone: true }),
    unfinishedBatches(grantId),
  ]);
  const scheduled = changes.filter(takesOut);
  const running = changes.filter((change) => !takesOut(change));
  const listed = [...running.map((change) => [change]), ...alike(scheduled)];
  const count = batches.reduce((sum, { left }) => sum + left, running.length);
  if (count + scheduled.length === 0) redirect('/clusters');
  const asking = batches.reduce((sum, batch) => sum + askingOf(batch), running.filter(asks).length);
  return (
    <SignedInPage session={session} width="max-w-2xl">
      <header className="grid gap-1">
        <PageTitle>{titleFor(count, asking, scheduled.length)}</PageTitle>
        <p className="text-pretty text-muted">
          {count > 0 &&
            `${count === 1 ? 'It needs' : 'They need'} your right to act in Azure, which signing out ends. `}
          {asking + scheduled.filter(asks).length > 0 &&
            'What waits for you rests until you come back, a week at most. '}
          {scheduled.length > 0 &&
            'What is scheduled is taken out at its time either way, and your right is kept for that alone.'}
        </p>
      </header>
      <ul className="card divide-y divide-line">
        {batches.map((batch) => (
          <li key={batch.id} className="flex flex-wrap justify-between gap-x-4 px-4 py-2">
            <Link href={batchPath(batch.id)} className="link">
              <Addresses text={draftWords(batch.draft)} />
            </Link>
            <span className="text-muted">
              {counted(batch.left, 'cluster')} of a batch · {standOf(batch).word}
            </span>
          </li>
        ))}
        {listed.map((changes) => (
          <ChangesLine key={changes[0]?.id} changes={changes} />
        ))}
      </ul>
      <form action="/sign-out" method="post" className="flex flex-wrap gap-2">
        <Choices count={count} goesOn={asking < count} />
        <ButtonLink href="/clusters" look="quiet">
          Stay signed in
        </ButtonLink>
      </form>
    </SignedInPage>
  );
}

function titleFor(running: number, asking: number, scheduled: number): string {
  if (running === 0) {
    return `${counted(scheduled, 'entry', 'entries')} of yours ${scheduled === 1 ? 'is' : 'are'} still to be taken out`;
  }
  const what = running === 1 ? 'A change of yours is' : `${grouped(running)} changes of yours are`;
  return `${what} ${asking < running ? 'still under way' : 'waiting for you'}`;
}

/** A batch may have let in to hundreds of clusters for a while, and each end is a change: these at one time are one line. */
function alike(scheduled: readonly Change[]): readonly (readonly Change[])[] {
  const keyOf = (change: Change) => `${change.startsAt} ${wordsOf(change).word} ${titleOf(change)}`;
  return [...Map.groupBy(scheduled, keyOf).values()];
}

function ChangesLine({ changes: [change, ...others] }: { changes: readonly Change[] }) {
  if (!change) return null;
  const { id, clusterId, startsAt } = change;
  return (
    <li className="flex flex-wrap justify-between gap-x-4 px-4 py-2">
      <Link href={changePath(clusterId, id)} className="link">
        <Addresses text={titleOf(change)} />
      </Link>
      <span className="text-muted">
        {clusterId.name}
        {others.length > 0 && ` and ${counted(others.length, 'other cluster')}`} ·{' '}
        {wordsOf(change).word}
        {isScheduled(change) && startsAt !== undefined && (
          <>
            , <Time at={startsAt} />
          </>
        )}
      </span>
    </li>
  );
}

/** What can be done about `count` changes that have not ended; `goesOn`: not all of them wait for their author. */
function Choices({ count, goesOn }: { count: number; goesOn: boolean }) {
  if (count === 0) {
    return (
      <Button name="changes" value="finish" look="primary">
        Sign out
      </Button>
    );
  }
  const object = count === 1 ? 'it' : 'them';
  return (
    <>
      <Button name="changes" value="finish" look="primary">
        {goesOn ? `Finish ${object}, then forget me` : `Keep ${object} and sign out`}
      </Button>
      <Button name="changes" value="cancel">
        Cancel {object} and sign out
      </Button>
    </>
  );
}

/** What was let in for a while is taken out, also where that has to wait when its time has come. */
function takesOut({ startsAt }: Change): boolean {
  return startsAt !== undefined;
}

function asks(change: Change): boolean {
  return wordsOf(change).parked;
}

/** Clusters of a batch on which nothing goes on without its author. */
function askingOf(batch: UnfinishedBatch): number {
  const rests = batch.tally.working === 0 && (batch.awaitsSignIn || batch.state === 'stopped');
  return rests ? batch.left : batch.tally.asks;
}
