import { randomUUID } from 'node:crypto';
import { currentLedger } from '#lib/changes/current';
import { cancelChange } from '#lib/changes/ledger';
import type { ChangeRow } from '#lib/changes/row';
import { endedOf, statesOf, tallyOf } from '#lib/changes/shown/batch-outcomes';
import type { ChangeState } from '#lib/changes/shown/states';
import { recorded } from '#lib/changes/store-troubles';
import { switchedOff } from '#lib/changes/switched-off';
import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import {
  type Batch,
  type BatchDraft,
  type BatchSummary,
  parseDraft,
  toBatch,
  toSummary,
} from './batch.ts';
import { findBatch } from './find.ts';
import { type BatchAuthor, type BatchItem, heldAgain, heldChanges } from './held-changes.ts';
import type { BatchesPart, BatchStore } from './ports.ts';
import type { BatchRow } from './row.ts';

/** Keeps what somebody wants to do to many clusters, and answers its id. Nothing is done yet. */
export async function draftBatch(
  grantId: string,
  draft: BatchDraft,
): Promise<Result<string, Failure>> {
  const { store, clock } = currentLedger();
  const id = randomUUID();
  const batch: BatchRow = {
    id,
    grantId,
    version: 1,
    state: 'draft',
    createdAt: clock.now(),
    draft: parseDraft(draft),
    forgiven: [],
  };
  const drafted = await recorded(store.insertBatch(batch));
  return drafted.ok ? ok(id) : drafted;
}

/** What its author wants, as long as it has not been started. */
export async function draftFor(grantId: string, id: string): Promise<BatchDraft | undefined> {
  const batch = await findBatch(grantId, id);
  return batch?.state === 'draft' ? batch.draft : undefined;
}

/** Changes what is wanted, as long as it has not been started. */
export function changeDraft(grantId: string, id: string, draft: BatchDraft): Promise<Moved> {
  const next = parseDraft(draft);
  return move(grantId, id, async (batch) =>
    batch.state === 'draft' ? { batch: { ...batch, draft: next } } : undefined,
  );
}

/**
 * Records a change for each item, held; the first is let go at once. A batch starts once: a second
 * press finds it started. Nothing is recorded when one of them is switched off. Throws for items that
 * no form of ours makes.
 */
export async function startBatch(
  author: BatchAuthor,
  id: string,
  items: readonly BatchItem[],
): Promise<Result<unknown, Failure | 'not-found'>> {
  const { settings, clock } = currentLedger();
  const failure = switchedOff(
    settings,
    items.flatMap(({ intents }) => intents),
  );
  if (failure) return err(failure);
  const moved = await move(author.grantId, id, async (batch) => {
    if (batch.state !== 'draft') return undefined;
    const now = clock.now();
    const add = items.flatMap((item, place) => heldChanges(author, batch, item, place, now));
    // The places name the clusters from now on: thousands of them need not move along with the batch.
    const draft = { ...batch.draft, clusters: [], ways: undefined };
    const started = { ...setGoing(batch, now), draft, state: 'running', startedAt: now } as const;
    return { batch: started, changes: { add } };
  });
  return moved.ok && !moved.value ? err('not-found') : moved;
}

/** A batch that was started, for its author. */
export async function batchFor(grantId: string, id: string): Promise<Batch | undefined> {
  const batch = await findBatch(grantId, id);
  if (!batch || batch.state === 'draft') return undefined;
  const { store, clock } = currentLedger();
  const seen = toBatch(batch, await store.progressOfBatch(id), clock.now());
  if (!seen || seen.state === 'running' || seen.tally.working > 0) return seen;
  const undos = await store.undosOf(batch);
  return { ...seen, undos, changed: await store.countCarriedOut(id, undos) };
}

/** Some of a grant's batches or drafts, newest first. */
export async function batchesOf(
  grantId: string,
  part: BatchesPart,
): Promise<readonly BatchSummary[]> {
  const found = await currentLedger().store.batchesOf(grantId, part);
  return found.map(({ batch, counts }) => toSummary(batch, counts));
}

/** How many batches a grant has started, and how many plans it has not. */
export function countBatches(grantId: string): ReturnType<BatchStore['countBatches']> {
  return currentLedger().store.countBatches(grantId);
}

/** A batch with changes that have not ended, and how many those are. */
export type UnfinishedBatch = BatchSummary & { readonly left: number };

/** Those batches of a grant that have not ended. */
export async function unfinishedBatches(grantId: string): Promise<readonly UnfinishedBatch[]> {
  const found = await batchesOf(grantId, { started: true });
  return found
    .map((batch) => ({ ...batch, left: batch.tally.total - endedOf(batch.tally) }))
    .filter(({ left }) => left > 0);
}

/** Lets nothing more go; what was let go runs to its end. */
export function stopBatch(grantId: string, id: string): Promise<Moved> {
  return move(grantId, id, async (batch) =>
    batch.state === 'running'
      ? { batch: { ...batch, state: 'stopped', stopped: { because: 'author' } } }
      : undefined,
  );
}

/** Goes on after a stop; the endings so far stop it no more. `own`: where its author comes from now. */
export function goOnWithBatch(grantId: string, id: string, own?: string): Promise<Moved> {
  const { store, clock } = currentLedger();
  return move(grantId, id, async (batch) => {
    if (batch.state !== 'stopped') return undefined;
    const { bad } = await store.workOfBatch(id, clock.now(), 0);
    return { batch: goneOn(setGoing(batch, clock.now(), own), bad) };
  });
}

/** Cancels what has not been sent. */
export async function cancelRest(grantId: string, id: string): Promise<Moved> {
  const { store, clock } = currentLedger();
  if (!(await findBatch(grantId, id))) return ok(false);
  const held = await recorded(store.cancelHeld({ batchId: id }, clock.now()));
  return held.ok ? cancelThose(grantId, id, ['queued', 'waiting']) : held;
}

/** Ends what waits for a word of its author: as each says by itself when it is discarded. */
export async function discardAsking(grantId: string, id: string): Promise<Moved> {
  return (await findBatch(grantId, id)) ? cancelThose(grantId, id, statesOf('asks')) : ok(false);
}

/** Workers may be at these, so each is decided by itself. */
async function cancelThose(
  grantId: string,
  id: string,
  states: readonly ChangeState[],
): Promise<Moved> {
  const { store, worker } = currentLedger();
  for (const place of (await store.placesOfBatch(id, { states })).rows) {
    const done = await cancelChange(grantId, place.id);
    // That one is too far, or gone, says nothing about the others.
    if (!done.ok && typeof done.error === 'object') return err(done.error);
  }
  worker.conduct(id);
  return ok(true);
}

/**
 * A new change, held, in the place of each that ended badly. A batch that is over or was stopped goes on
 * with it: who wants these tried again wants no second press. `own`: where its author comes from now.
 */
export function retryFailed(grantId: string, id: string, own?: string): Promise<Moved> {
  const { store, settings, clock } = currentLedger();
  return move(grantId, id, async (batch) => {
    const { rows: failed } = await store.placesOfBatch(id, { states: statesOf('failed') });
    const isOff = switchedOff(
      settings,
      failed.flatMap(({ intents }) => intents),
    );
    if (failed.length === 0 || isOff) return undefined;
    const now = clock.now();
    const add = failed.flatMap((row) => heldAgain(row, now, own));
    const tally = tallyOf((await store.progressOfBatch(id)).counts);
    const rests = batch.state === 'stopped' || endedOf(tally) === tally.total;
    const again = setGoing(batch, now, own);
    return { batch: rests ? goneOn(again, []) : again, changes: { add } };
  });
}

/** Its author wants it from now on, and from where they are now. */
function setGoing(batch: BatchRow, now: number, own?: string): BatchRow {
  return { ...batch, wantedSince: now, movedAt: now, comesFrom: own ?? batch.comesFrom };
}

function goneOn(batch: BatchRow, bad: readonly Pick<ChangeRow, 'id'>[]): BatchRow {
  const forgiven = bad.map(({ id }) => id);
  return { ...batch, state: 'running', stopped: undefined, forgiven };
}

/** Whether there was such a batch. */
type Moved = Result<boolean, Failure>;

type Move = { readonly batch: BatchRow; readonly changes?: Parameters<BatchStore['saveBatch']>[1] };

/** Moves a batch of this grant, decided anew when somebody was faster. */
async function move(
  grantId: string,
  id: string,
  decide: (batch: BatchRow) => Promise<Move | undefined>,
): Promise<Moved> {
  const { store, worker } = currentLedger();
  for (;;) {
    const batch = await findBatch(grantId, id);
    if (!batch) return ok(false);
    const next = await decide(batch);
    if (!next) return ok(true);
    const saved = await recorded(store.saveBatch(next.batch, next.changes));
    if (!saved.ok) return saved;
    if (!saved.value) continue;
    worker.conduct(id);
    return ok(true);
  }
}
