import { List } from 'lucide-react';
import Link from 'next/link';
import { changePath } from '#app/clusters/paths';
import { listPageHref } from '#app/list-page';
import { onlyLooks, shownBatch } from '#app/offered';
import { subscriptionNames } from '#app/subscription-names';
import { SignedInPage } from '#app/views/signed-in-page';
import { BatchCard } from '#components/batch/batch-card';
import { Downloads } from '#components/batch/downloads';
import { LiveBatch, type OutcomePart } from '#components/batch/live-batch';
import { type BatchLine, BatchResults } from '#components/batch/results';
import { Addresses } from '#components/ui/addresses';
import { BackLink } from '#components/ui/back-link';
import { ButtonLink } from '#components/ui/button';
import { OnlyLooks } from '#components/ui/only-looks';
import { PageTitle } from '#components/ui/page-title';
import { pageOf } from '#components/ui/pages';
import { Time } from '#components/ui/time';
import { UnreadLines } from '#components/ui/unread-lines';
import type { Session } from '#lib/auth/session';
import type { Batch } from '#lib/changes/batch/batch';
import { resultsOf } from '#lib/changes/batch/results';
import type { Change } from '#lib/changes/shown/change';
import { changeView } from '#lib/changes/shown/change-view';
import { keepForWords } from '#lib/changes/shown/keep-for';
import { tellApart } from '#lib/clusters/fleet/tell-apart';
import { changesHref, fleetViewHref, parseFleetView } from '#lib/clusters/fleet/view-url';
import { actOnBatch } from '../actions.ts';
import { batchPath } from '../paths.ts';
import { draftWords } from '../plan-of.ts';
import type { ResultsView } from './results-view.ts';
import { Undoes, UndoneBy } from './undone.tsx';

/** A batch that was started: how it stands, and what became of a page of its clusters. */
export function StartedPage({
  session,
  batch,
  view,
}: {
  session: Session;
  batch: Batch;
  view: ResultsView;
}) {
  const { undoes } = batch.draft;
  return (
    <SignedInPage session={session}>
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="grid gap-1">
          <BackLink href="/batches">Batches</BackLink>
          <PageTitle>
            <Addresses text={draftWords(batch.draft)} />
          </PageTitle>
          <p className="text-xs text-muted [overflow-wrap:anywhere]">
            Started <Time at={batch.startedAt} />
            {batch.draft.reason !== undefined && ` · “${batch.draft.reason}”`}
          </p>
          {undoes && <Undoes session={session} batch={undoes.batch} />}
          {batch.draft.keepForSeconds !== undefined && <Ends batch={batch} />}
          <UndoneBy session={session} batch={batch} />
        </div>
        <div className="flex flex-wrap gap-x-5">
          <ButtonLink
            href={fleetViewHref(parseFleetView({ inbatch: batch.id }))}
            look="quiet"
            small
            className="-mx-2"
          >
            <List aria-hidden className="size-3.5" /> Show in Clusters
          </ButtonLink>
          <Downloads batch={batch.id} word="the results" />
        </div>
      </header>
      <LiveBatch batch={batch.id} initial={shownBatch(batch)}>
        <BatchCard batch={batch.id} act={actOnBatch} />
        {onlyLooks() && <OnlyLooks />}
        <Results session={session} batch={batch} view={view} />
      </LiveBatch>
    </SignedInPage>
  );
}

/** Until when it lets in, and where the changes are that end it. */
function Ends({ batch: { id, startedAt, draft } }: { batch: Batch }) {
  const until = Date.parse(startedAt) + (draft.keepForSeconds ?? 0) * 1000;
  return (
    <p className="max-w-prose text-xs text-pretty text-muted">
      Taken out again by itself at <Time at={new Date(until).toISOString()} />; where it is tried
      again, {keepForWords(draft.keepForSeconds ?? 0)} after that.{' '}
      <Link href={changesHref(parseFleetView({ inbatch: id }))} prefetch={false} className="link">
        All changes of these clusters
      </Link>
    </p>
  );
}

/** Clusters on one page. */
const per = 100;

async function Results({ session, batch, view }: Parameters<typeof StartedPage>[0]) {
  const grantId = session.grant.id;
  const { id, tally } = batch;
  const total = tally[view.show ?? 'total'];
  const base = batchPath(id);
  const hrefOf = (page: number) => listPageHref(base, view.show, page);
  const pages = pageOf(view.page, { per, total }, hrefOf);
  const { offset } = pages;
  const part = { outcome: view.show, limit: per, offset };
  const { changes, unread } = await resultsOf(grantId, id, part);
  return (
    <>
      <UnreadLines count={unread} />
      <BatchResults
        parts={parts.map(
          ({ show, word }): OutcomePart => ({
            word,
            outcome: show,
            href: listPageHref(base, show, 1),
            isShown: show === view.show,
          }),
        )}
        lines={linesOf(changes, session)}
        pages={pages}
      />
    </>
  );
}

type Part = { readonly show: ResultsView['show']; readonly word: string };

const parts: readonly Part[] = [
  { show: undefined, word: 'All' },
  { show: 'failed', word: 'Not done' },
  { show: 'asks', word: 'Ask for you' },
  { show: 'overtaken', word: 'Overtaken' },
  { show: 'working', word: 'Under way' },
  { show: 'held', word: 'Not started' },
  { show: 'cancelled', word: 'Cancelled' },
  { show: 'done', word: 'Done' },
];

function linesOf(changes: readonly Change[], session: Session): readonly BatchLine[] {
  const nameOf = subscriptionNames(session);
  const placed = ({ clusterId: id }: Change) => ({
    id,
    subscriptionName: nameOf(id.subscriptionId),
  });
  const apart = tellApart(changes.map(placed));
  return changes.map((change) => {
    const where = apart(placed(change)) ?? change.clusterId.resourceGroup;
    return lineOf(change, where, session.grant.id);
  });
}

function lineOf(change: Change, where: string, grantId: string): BatchLine {
  const { id, word, tone, ends, parked, held, failure, waits } = changeView(change, { grantId });
  return {
    name: change.clusterId.name,
    where,
    path: changePath(change.clusterId, id),
    change: { word, tone, ends, parked },
    // What the state says already is no reason.
    why: failure?.title === word ? undefined : (waits ?? failure?.title),
    held,
  };
}
