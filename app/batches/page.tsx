import type { Metadata } from 'next';
import { listPageHref, pageNumber } from '#app/list-page';
import { SignedInPage } from '#app/views/signed-in-page';
import { StateWord } from '#components/change/state-word';
import { Addresses } from '#components/ui/addresses';
import { ButtonLink } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import { PageHeader } from '#components/ui/page-header';
import { Pages, pageOf } from '#components/ui/pages';
import { PartLinks } from '#components/ui/part-links';
import { Head, Row, RowLink, Table } from '#components/ui/table';
import { Time } from '#components/ui/time';
import { UnreadLines } from '#components/ui/unread-lines';
import { requireSession } from '#lib/auth/next';
import type { BatchSummary } from '#lib/changes/batch/batch';
import { batchesOf, countBatches } from '#lib/changes/batch/batches';
import { tallyWords } from '#lib/changes/shown/batch-outcomes';
import { standOf } from '#lib/changes/shown/batch-view';
import { batchPath } from './paths.ts';
import { draftWords } from './plan-of.ts';

export const metadata: Metadata = { title: 'Batches' };

/** How many of a person's batches a page has. */
const per = 50;

export default async function BatchesPage({ searchParams }: PageProps<'/batches'>) {
  const session = await requireSession();
  const query = await searchParams;
  const grantId = session.grant.id;
  const counts = await countBatches(grantId);
  const started = query['show'] !== 'plans';
  const total = started ? counts.started : counts.drafts;
  const page = pageOf(pageNumber(query), { per, total }, (to) => listHref(started, to));
  const batches = await batchesOf(grantId, { started, limit: per, offset: page.offset });
  const unread = Math.min(per, total - page.offset) - batches.length;
  return (
    <SignedInPage session={session}>
      <PageHeader up={{ href: '/clusters', name: 'Clusters' }} title="Batches" />
      <div>
        <PartLinks
          label="Which batches"
          parts={[
            { word: 'Started', count: counts.started, href: listHref(true, 1), isShown: started },
            { word: 'Plans', count: counts.drafts, href: listHref(false, 1), isShown: !started },
          ]}
        />
        <UnreadLines count={unread} />
        {batches.length > 0 && <List batches={batches} />}
        {batches.length === 0 && unread <= 0 && <Nothing started={started} />}
        <Pages {...page} />
      </div>
    </SignedInPage>
  );
}

/** What was not started has a list of its own: looking and leaving makes many of those. */
function listHref(started: boolean, page: number): string {
  return listPageHref('/batches', started ? undefined : 'plans', page);
}

function Nothing({ started }: { started: boolean }) {
  return (
    <Empty
      title={started ? 'No batch was started yet' : 'No plan waits to be started'}
      action={<ButtonLink href="/clusters">All clusters</ButtonLink>}
    >
      Select clusters in the list and press <b>Change these clusters</b>.
    </Empty>
  );
}

function List({ batches }: { batches: readonly BatchSummary[] }) {
  return (
    <Table
      label="Batches"
      head={
        <>
          <Head className="max-sm:w-1/2">What</Head>
          <Head className="sm:w-2/5">State</Head>
          <Head className="w-1/6 max-sm:hidden">Planned</Head>
        </>
      }
    >
      {batches.map((batch) => (
        <Line key={batch.id} batch={batch} />
      ))}
    </Table>
  );
}

function Line({ batch }: { batch: BatchSummary }) {
  const { id, createdAt, state, tally, draft } = batch;
  return (
    <Row>
      <th scope="row" className="td text-left font-normal">
        <RowLink href={batchPath(id)}>
          <Addresses text={draftWords(draft) || 'A plan without a change'} />
        </RowLink>
        {draft.undoes && <span className="text-xs text-muted"> (undo)</span>}
      </th>
      <td className="td tabular-nums">
        <StateWord state={standOf(batch)} className="font-medium" />
        {state !== 'draft' && <span className="text-muted">, {tallyWords(tally)}</span>}
      </td>
      <td className="td whitespace-nowrap text-muted tabular-nums max-sm:hidden">
        <Time at={createdAt} />
      </td>
    </Row>
  );
}
