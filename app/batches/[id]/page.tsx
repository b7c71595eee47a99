import type { Metadata } from 'next';
import { cache, type ReactNode } from 'react';
import { shownBatch } from '#app/offered';
import { FailedPage } from '#app/views/failure-with-way-on';
import { nothingHere } from '#app/views/nothing-here';
import { currentSession, requireSession } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import { batchFor, draftFor } from '#lib/changes/batch/batches';
import { isOfNewerRelease } from '#lib/changes/batch/find';
import { draftWords } from '../plan-of.ts';
import { DraftPage, draftTitle } from './draft-page.tsx';
import { readResultsView } from './results-view.ts';
import { StartedPage } from './started-page.tsx';

type Props = PageProps<'/batches/[id]'>;

/** Asked of the store once for a page and its title: a batch may name ten thousand clusters. */
const batchOf = cache(batchFor);
const draftOf = cache(draftFor);

/** With how a started one stands: whoever waits in another tab sees that it is finished. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const session = await currentSession();
  const batch = session && (await batchOf(session.grant.id, id));
  if (batch) {
    return { title: `${shownBatch(batch).word} · ${draftWords(batch.draft)}` };
  }
  const draft = session && (await draftOf(session.grant.id, id));
  return { title: draft ? draftTitle(draft) : 'Change many clusters' };
}

export default async function BatchPage({ params, searchParams }: Props) {
  const session = await requireSession();
  const { id } = await params;
  const [draft, batch] = await Promise.all([
    draftOf(session.grant.id, id),
    batchOf(session.grant.id, id),
  ]);
  const edits = (await searchParams)['edit'] !== undefined;
  if (draft) return <DraftPage session={session} id={id} draft={draft} edits={edits} />;
  if (!batch) return nothingReadable(session, id);
  return <StartedPage session={session} batch={batch} view={readResultsView(await searchParams)} />;
}

async function nothingReadable(session: Session, id: string): Promise<ReactNode> {
  if (!(await isOfNewerRelease(session.grant.id, id))) return nothingHere();
  const failure = { code: 'newer-release' } as const;
  return <FailedPage title="Change many clusters" session={session} failure={failure} />;
}
