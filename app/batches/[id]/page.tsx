import type { Metadata } from 'next';
import { changePath } from '#app/clusters/paths';
import { FailureWithWayOn } from '#app/views/failure-with-way-on';
import { nothingHere } from '#app/views/nothing-here';
import { SignedInPage } from '#app/views/signed-in-page';
import { Downloads } from '#components/batch/downloads';
import { DraftForm } from '#components/batch/draft-form';
import { PlanView } from '#components/batch/plan-view';
import { type BatchLine, BatchProgress } from '#components/batch/progress';
import { BackLink } from '#components/ui/back-link';
import { Callout } from '#components/ui/callout';
import { requireSession } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import { type Batch, type BatchDraft, batchFor, draftFor } from '#lib/changes/batches';
import { changeView, intentsWords } from '#lib/changes/change-view';
import { planDigest } from '#lib/clusters/batch-plan';
import { planNotes } from '#lib/clusters/batch-plan-notes';
import { failureWords } from '#lib/failure-words';
import { settings } from '#lib/settings';
import { actOnBatch, editBatch, startPlanned } from '../actions.ts';
import { batchPath } from '../paths.ts';
import { intentsOfDraft, planOf } from '../plan-of.ts';

export const metadata: Metadata = { title: 'Change many clusters' };

export default async function BatchPage({ params, searchParams }: PageProps<'/batches/[id]'>) {
  const session = await requireSession();
  const { id } = await params;
  const [draft, batch] = await Promise.all([
    draftFor(session.grant.id, id),
    batchFor(session.grant.id, id),
  ]);
  if (draft) {
    const isChanged = (await searchParams)['plan'] === 'changed';
    return <DraftPage {...{ session, id, draft, isChanged }} />;
  }
  if (!batch) return nothingHere();
  return <StartedPage session={session} batch={batch} />;
}

async function DraftPage({
  session,
  id,
  draft,
  isChanged,
}: {
  session: Session;
  id: string;
  draft: BatchDraft;
  /** It was to be started, and had become another plan. */
  isChanged: boolean;
}) {
  const planned = await planOf(session, draft);
  if (!planned.ok) {
    return (
      <SignedInPage session={session}>
        <h1 className="sr-only">Change many clusters</h1>
        <FailureWithWayOn session={session} failure={planned.error} returnTo={batchPath(id)} />
      </SignedInPage>
    );
  }
  const { rows, missing, plan, asOf, own } = planned.value;
  const count = rows.length + missing.length;
  const intents = intentsOfDraft(draft);
  return (
    <SignedInPage session={session}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <header className="grid gap-1">
          <BackLink href={draft.view === '' ? '/clusters' : `/clusters?${draft.view}`}>
            Clusters
          </BackLink>
          <h1 className="text-lg font-semibold tracking-tight">
            Change {count.toLocaleString('en')} {count === 1 ? 'cluster' : 'clusters'}
          </h1>
        </header>
        <DraftForm batch={id} add={draft.add} remove={draft.remove} own={own} action={editBatch} />
        {isChanged && (
          <Callout
            tone="warn"
            role="alert"
            title="The plan has changed since you looked. This is the plan as it is now."
          />
        )}
        {intents.length > 0 && (
          <PlanView
            batch={id}
            plan={plan}
            digest={planDigest(plan, intents)}
            missing={missing.map((key) => key.slice(key.lastIndexOf('/') + 1))}
            notes={planNotes(plan, intents, { own })}
            asOf={asOf}
            start={settings().readOnly ? undefined : startPlanned}
          />
        )}
      </div>
    </SignedInPage>
  );
}

function StartedPage({ session, batch }: { session: Session; batch: Batch }) {
  const lines = batch.changes.map((change): BatchLine => {
    const { id, word, tone, ends, parked, failure } = changeView(change, {
      grantId: session.grant.id,
    });
    return {
      name: change.clusterId.name,
      where: change.clusterId.resourceGroup,
      path: changePath(change.clusterId, id),
      change: { word, tone, ends, parked },
      why: failure?.title,
      held: change.state === 'held',
    };
  });
  return (
    <SignedInPage session={session}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
          <div className="grid gap-1">
            <BackLink href="/batches">Batches</BackLink>
            <h1 className="text-lg font-semibold tracking-tight [overflow-wrap:anywhere]">
              {intentsWords(intentsOfDraft(batch.draft))}
            </h1>
          </div>
          <Downloads batch={batch.id} word="the results" />
        </header>
        <BatchProgress
          batch={batch.id}
          state={batch.state}
          stopped={stoppedWords(batch)}
          lines={lines}
          left={batch.secondsLeft === undefined ? undefined : durationWords(batch.secondsLeft)}
          act={actOnBatch}
        />
      </div>
    </SignedInPage>
  );
}

function stoppedWords({ stopped }: Batch): { title: string; text: string } | undefined {
  if (!stopped) return undefined;
  const why = stopped.failure && failureWords(stopped.failure).title;
  switch (stopped.because) {
    case 'author':
      return { title: 'You stopped it.', text: 'What was under way runs to its end.' };
    case 'first':
      return {
        title: `It stopped after the first cluster${why === undefined ? '' : `: ${why}`}.`,
        text: 'Nothing was sent to the others. Look at what happened, then go on or cancel them.',
      };
    case 'late':
      return {
        title: 'It stopped: nothing could be started for some time.',
        text: 'Nobody knows whether it is still wanted. Go on, or cancel what has not started.',
      };
    case 'refusals':
      return {
        title: `It stopped after three of the same kind${why === undefined ? '' : `: ${why}`}.`,
        text: 'What was under way runs to its end. Mend the cause, then go on and try those again.',
      };
  }
}

function durationWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
