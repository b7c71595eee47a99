import 'server-only';
import Link from 'next/link';
import { Fragment } from 'react';
import { Addresses } from '#components/ui/addresses';
import { PageHeader } from '#components/ui/page-header';
import { Time } from '#components/ui/time';
import type { Session } from '#lib/auth/session';
import type { Batch } from '#lib/changes/batch/batch';
import { batchFor } from '#lib/changes/batch/batches';
import { batchPath } from '../paths.ts';
import { draftWords } from '../plan-of.ts';

type Props = {
  session: Session;
  /** The id of the batch that is undone. */
  batch: string;
};

/** Above the plan of an undo: what it takes back, and what it leaves as it is. */
export async function UndoHeader({ session, batch: id, count }: Props & { count: string }) {
  const batch = await batchFor(session.grant.id, id);
  const up = batch
    ? { href: batchPath(id), name: titleOf(batch) }
    : { href: '/batches', name: 'Batches' };
  return (
    <PageHeader up={up} title={`Undo on ${count}`}>
      <p className="max-w-prose text-pretty text-muted [overflow-wrap:anywhere]">
        Takes back what <Named batch={batch} /> did, where it did it. What stood there before, and
        what others have done since, stays as it is.
      </p>
    </PageHeader>
  );
}

/** Which batch another one undoes. */
export async function Undoes({ session, batch: id }: Props) {
  const batch = await batchFor(session.grant.id, id);
  return (
    <p className="text-xs text-muted [overflow-wrap:anywhere]">
      Undoes <Named batch={batch} />
    </p>
  );
}

/** Which other batches take this one back. */
export async function UndoneBy({ session, batch }: { session: Session; batch: Batch }) {
  const { undos = [], changed = 0 } = batch;
  if (undos.length === 0) return null;
  const found = await Promise.all(undos.map(({ id }) => batchFor(session.grant.id, id)));
  return (
    <p className="text-xs text-muted [overflow-wrap:anywhere]">
      {changed === 0 ? 'Undone by ' : 'An undo was started: '}
      {found.map((undo, place) => (
        <Fragment key={undo?.id ?? place}>
          {place > 0 && ', '}
          <Named batch={undo} />
        </Fragment>
      ))}
    </p>
  );
}

/** With the way to it, as long as it is kept. */
function Named({ batch }: { batch: Batch | undefined }) {
  if (!batch) return 'an earlier batch';
  return (
    <>
      <Link href={batchPath(batch.id)} prefetch={false} className="link">
        “<Addresses text={titleOf(batch)} />”
      </Link>{' '}
      of <Time at={batch.startedAt} />
    </>
  );
}

function titleOf({ draft }: Batch): string {
  return draftWords(draft);
}
