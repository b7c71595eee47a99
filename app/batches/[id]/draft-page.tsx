import type { ReactNode } from 'react';
import { offered, onlyLooks } from '#app/offered';
import { FailedPage } from '#app/views/failure-with-way-on';
import { SignedInPage } from '#app/views/signed-in-page';
import { UnreadablePlaces } from '#app/views/unreadable-places';
import { DraftForm } from '#components/batch/draft-form';
import { MadeWithout, Missing } from '#components/batch/missing';
import { Nowhere } from '#components/batch/nowhere';
import { PlanView } from '#components/batch/plan-view';
import { ClusterNames } from '#components/hygiene/cluster-names';
import { PageHeader } from '#components/ui/page-header';
import type { Session } from '#lib/auth/session';
import { type BatchDraft, usualSeconds } from '#lib/changes/batch/batch';
import { readSince } from '#lib/clusters/fleet/gaps';
import { tellApart } from '#lib/clusters/fleet/tell-apart';
import { changing, planDigest } from '#lib/clusters/plan/batch-plan';
import { planNotes } from '#lib/clusters/plan/plan-notes';
import { durationWords } from '#lib/failure-words';
import { counted } from '#lib/grouped';
import { settings } from '#lib/settings';
import { editBatch, startPlanned } from '../actions.ts';
import { batchPath, editPath } from '../paths.ts';
import { intentsOfDraft, type Planned, planOf } from '../plan-of.ts';
import { RightsOfPlan } from './rights-of-plan.tsx';
import { UndoHeader } from './undone.tsx';

type Props = {
  session: Session;
  id: string;
  draft: BatchDraft;
  /** What is asked is being changed: no plan stands below it, which would be that of something else. */
  edits: boolean;
};

/** The title of a page about a batch that was not started. */
export function draftTitle({ undoes }: BatchDraft): string {
  return undoes ? 'Undo on many clusters' : 'Change many clusters';
}

/** A batch that was not started: what it is to do, and the plan of that. */
export async function DraftPage({ session, id, draft, edits }: Props) {
  const planned = await planOf(session, draft);
  if (!planned.ok) {
    return <FailedPage title={draftTitle(draft)} session={session} failure={planned.error} />;
  }
  const { rows, missing, gaps, plan, asked, nowhere, asOf, own, ending } = planned.value;
  const listHref = draft.view === '' ? '/clusters' : `/clusters?${draft.view}`;
  const intents = intentsOfDraft(draft);
  const { keepForSeconds } = draft;
  const isPlanned = draft.undoes !== undefined || (intents.length > 0 && !edits);
  return (
    <SignedInPage session={session}>
      <div className="grid gap-1">
        <Header session={session} draft={draft} listHref={listHref} />
        {!isPlanned && <ClusterNames rows={rows} remove={[]} apart={tellApart(rows)} />}
      </div>
      <UnreadablePlaces
        session={session}
        fleet={gaps}
        effect="Their clusters are not in this plan: nothing changes there."
      />
      <MadeWithout labels={readSince(gaps.unreadable, draft.without ?? [])} href={listHref} />
      {!isPlanned && <Missing clusters={missing} />}
      {isPlanned ? (
        <Nowhere entries={nowhere} />
      ) : (
        <EditForm id={id} draft={draft} planned={planned.value} />
      )}
      {isPlanned && (
        <PlanView
          batch={id}
          plan={plan}
          asked={asked}
          editHref={draft.undoes || onlyLooks() ? undefined : editPath(id)}
          intents={intents}
          digest={planDigest(plan, intents, keepForSeconds)}
          missing={missing}
          notes={planNotes(plan, intents, { own, ending, keepForSeconds })}
          takes={durationWords(usualSeconds(changing(plan).length))}
          asOf={asOf}
          keepFor={keepForSeconds}
          reason={draft.reason ?? ''}
          rights={!onlyLooks() && <RightsOfPlan session={session} batch={id} plan={plan} />}
          start={offered(startPlanned)}
        />
      )}
    </SignedInPage>
  );
}

type HeaderProps = { session: Session; draft: BatchDraft; listHref: string };

function Header({ session, draft, listHref }: HeaderProps): ReactNode {
  const { undoes, clusters } = draft;
  const count = counted(clusters.length, 'cluster');
  if (undoes) return <UndoHeader session={session} batch={undoes.batch} count={count} />;
  return <PageHeader up={{ href: listHref, name: 'Clusters' }} title={`Change ${count}`} />;
}

function EditForm({
  id,
  draft,
  planned: { rows, own },
}: {
  id: string;
  draft: BatchDraft;
  planned: Planned;
}) {
  return (
    <DraftForm
      batch={id}
      add={draft.add}
      remove={draft.remove}
      keepFor={draft.keepForSeconds}
      own={own}
      locations={settings().namedLocations.map(({ name }) => name)}
      open={rows.filter(({ access }) => access === 'open').length}
      planHref={intentsOfDraft(draft).length > 0 ? batchPath(id) : undefined}
      action={editBatch}
    />
  );
}
