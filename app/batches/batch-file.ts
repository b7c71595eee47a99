import 'server-only';
import { fileToKeep, noFile, notHere } from '#app/answers';
import { onlyLooks } from '#app/offered';
import { subscriptionNames } from '#app/subscription-names';
import { currentSession } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import type { BatchDraft } from '#lib/changes/batch/batch';
import { batchFor, draftFor } from '#lib/changes/batch/batches';
import {
  endWords,
  type FileHead,
  type FileLine,
  linesOfPlan,
  linesOfResults,
  rightsWords,
} from '#lib/changes/batch/file';
import { allResultsOf } from '#lib/changes/batch/results';
import { gapWords } from '#lib/clusters/fleet/gaps';
import type { Failure } from '#lib/failure';
import { ok, type Result } from '#lib/result';
import { settings } from '#lib/settings';
import { batchPath } from './paths.ts';
import { draftWords, planOf } from './plan-of.ts';
import { rightsOf } from './rights-of.ts';

type Format = {
  readonly ending: 'csv' | 'txt';
  readonly contentType: string;
  readonly pieces: (about: FileHead, lines: readonly FileLine[]) => Generator<string>;
};

/** A plan, or what became of it, as a file to keep; for its author alone. */
export async function batchFile(id: string, format: Format): Promise<Response> {
  const session = await currentSession();
  if (session === undefined) return notHere();
  const read = await linesOf(session, id);
  if (read === undefined) return notHere();
  if (!read.ok) return noFile(read.error);
  const { asOf, draft, lines, isPlan, gaps, nowhere, ends, rights } = read.value;
  const about = {
    title: draftWords(draft, Number.POSITIVE_INFINITY),
    author: session.person.username,
    reason: draft.reason,
    url: urlOf(id),
    undoes: draft.undoes && urlOf(draft.undoes.batch),
    asOf,
    gaps,
    nowhere,
    ends,
    rights,
  };
  const text = [...format.pieces(about, lines)].join('');
  return fileToKeep(text, { of: isPlan ? 'plan' : 'result', asOf, gaps, ...format });
}

const urlOf = (id: string) => `${settings().publicUrl}${batchPath(id)}`;

type Lines = {
  readonly draft: BatchDraft;
  readonly lines: readonly FileLine[];
  readonly asOf: string;
  readonly isPlan: boolean;
  /** Why there may be clusters that are not in it. */
  readonly gaps: readonly string[];
  readonly nowhere: readonly string[];
  readonly ends?: string | undefined;
  readonly rights?: string | undefined;
};

async function linesOf(session: Session, id: string): Promise<Result<Lines, Failure> | undefined> {
  const draft = await draftFor(session.grant.id, id);
  if (draft) {
    const planned = await planOf(session, draft);
    if (!planned.ok) return planned;
    const { plan, asked, missing, nowhere, asOf } = planned.value;
    const { keepForSeconds } = draft;
    const gaps = gapWords(planned.value.gaps, draft.without ?? []);
    // Where this console only looks, nobody can change anything with it.
    const rights = onlyLooks() ? undefined : await rightsOf(session, plan);
    const lines = linesOfPlan(plan, asked, missing, { rights, keepForSeconds });
    const ends = endWords(keepForSeconds, new Date().toISOString(), true);
    const about = { draft, asOf, gaps, nowhere, ends, rights: rightsWords(plan, rights) };
    return ok({ ...about, isPlan: true, lines });
  }
  const batch = await batchFor(session.grant.id, id);
  if (!batch) return undefined;
  const asOf = new Date().toISOString();
  const lines = linesOfResults(
    await allResultsOf(session.grant.id, id),
    subscriptionNames(session),
  );
  const gaps = gapWords({ unreadable: [], notes: [] }, batch.draft.without ?? []);
  const ends = endWords(batch.draft.keepForSeconds, batch.startedAt);
  return ok({ draft: batch.draft, ends, asOf, isPlan: false, gaps, nowhere: [], lines });
}
