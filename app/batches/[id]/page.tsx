import type { Metadata } from 'next';
import { cache } from 'react';
import { offered, onlyLooks, shownBatch } from '#app/offered';
import { FailedPage } from '#app/views/failure-with-way-on';
import { nothingHere } from '#app/views/nothing-here';
import { SignedInPage } from '#app/views/signed-in-page';
import { UnreadablePlaces } from '#app/views/unreadable-places';
import { DraftForm } from '#components/batch/draft-form';
import { MadeWithout } from '#components/batch/missing';
import { Nowhere } from '#components/batch/nowhere';
import { PlanView } from '#components/batch/plan-view';
import { BackLink } from '#components/ui/back-link';
import { currentSession, requireSession } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import type { BatchDraft } from '#lib/changes/batch';
import { batchFor, draftFor } from '#lib/changes/batches';
import { intentsWords } from '#lib/changes/shown/change-view';
import { planDigest } from '#lib/clusters/batch-plan';
import { planNotes } from '#lib/clusters/batch-plan-notes';
import { readSince } from '#lib/clusters/gaps';
import { counted } from '#lib/grouped';
import { editBatch, startPlanned } from '../actions.ts';
import { intentsOfDraft, planOf } from '../plan-of.ts';
import { readResultsView } from './results-view.ts';
import { RightsOfPlan } from './rights-of-plan.tsx';
import { StartedPage } from './started-page.tsx';

type Props = PageProps<'/batches/[id]'>;

/** Asked of the store once for a page and its title: a batch may name ten thousand clusters. */
const batchOf = cache(batchFor);

/** With how a started one stands: whoever waits in another tab sees that it is finished. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const session = await currentSession();
  const batch = session && (await batchOf(session.grant.id, id));
  if (batch === undefined) return { title: 'Change many clusters' };
  return { title: `${shownBatch(batch).word} · ${intentsWords(intentsOfDraft(batch.draft))}` };
}

export default async function BatchPage({ params, searchParams }: Props) {
  const session = await requireSession();
  const { id } = await params;
  const [draft, batch] = await Promise.all([
    draftFor(session.grant.id, id),
    batchOf(session.grant.id, id),
  ]);
  if (draft) return <DraftPage {...{ session, id, draft }} />;
  if (!batch) return nothingHere();
  return <StartedPage {...{ session, batch, view: readResultsView(await searchParams) }} />;
}

async function DraftPage({
  session,
  id,
  draft,
}: {
  session: Session;
  id: string;
  draft: BatchDraft;
}) {
  const planned = await planOf(session, draft);
  if (!planned.ok)
    return <FailedPage title="Change many clusters" session={session} failure={planned.error} />;
  const { rows, missing, gaps, plan, nowhere, asOf, own } = planned.value;
  const listHref = draft.view === '' ? '/clusters' : `/clusters?${draft.view}`;
  const count = rows.length + missing.length;
  const intents = intentsOfDraft(draft);
  return (
    <SignedInPage session={session}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <header className="grid gap-1">
          <BackLink href={listHref}>Clusters</BackLink>
          <h1 className="text-xl font-semibold tracking-tight">
            Change {counted(count, 'cluster')}
          </h1>
        </header>
        <UnreadablePlaces
          session={session}
          fleet={gaps}
          effect="Their clusters are not in this plan: nothing changes there."
        />
        <MadeWithout labels={readSince(gaps.unreadable, draft.without ?? [])} href={listHref} />
        <DraftForm
          batch={id}
          add={draft.add}
          remove={draft.remove}
          own={own}
          open={rows.filter(({ access }) => access === 'open').length}
          isPlanned={intents.length > 0}
          action={editBatch}
        />
        <Nowhere entries={nowhere} />
        {intents.length > 0 && (
          <PlanView
            batch={id}
            plan={plan}
            intents={intents}
            digest={planDigest(plan, intents)}
            missing={missing}
            notes={planNotes(plan, intents, { own })}
            asOf={asOf}
            reason={draft.reason ?? ''}
            rights={!onlyLooks() && <RightsOfPlan {...{ session, batch: id, plan }} />}
            start={offered(startPlanned)}
          />
        )}
      </div>
    </SignedInPage>
  );
}
