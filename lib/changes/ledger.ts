import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Change, toChange } from '#lib/changes/shown/change';
import type { Expiry } from '#lib/changes/shown/keep-for';
import { endedUndone } from '#lib/changes/shown/words';
import type { Failure } from '#lib/failure';
import type { Finding } from '#lib/ranges/finding';
import { findingKey } from '#lib/ranges/finding-words';
import { err, ok, type Result } from '#lib/result';
import { type ActRefusal, cancel, confirm, type Proof, putOff, signedIn } from './acts.ts';
import { currentLedger } from './current.ts';
import { entriesEnding, expiriesOf } from './expiry.ts';
import type { Heard } from './hub.ts';
import { samePressMs } from './limits.ts';
import type { LedgerStore, Unfinished } from './ports.ts';
import { askedSchema, type ChangeRow, newRow } from './row.ts';
import { recorded } from './store-troubles.ts';
import { switchedOff } from './switched-off.ts';
import { ask } from './transitions.ts';

const requestSchema = askedSchema.extend({
  /** Keys of the findings that the author has seen and agreed to. */
  confirmations: z.array(z.string()),
});

/** What somebody asks for: their intents for one cluster, and what they knew when they asked. */
export type ChangeRequest = z.input<typeof requestSchema>;

/**
 * Records what a person wants and answers the change's id; a worker carries it out. The same
 * idempotency key of the same grant answers the same id as long as it may be the same press: after that it
 * is a page that was kept, and what is pressed there is wanted anew. With a `finding` its author is asked
 * about that first. `closes`: see `expiriesOf`. Throws for a request that no form of ours makes.
 */
export async function recordChange(
  request: ChangeRequest,
  {
    finding,
    closes,
  }: { readonly finding?: Finding | undefined; readonly closes?: boolean | undefined } = {},
): Promise<Result<string, Failure>> {
  const { store, worker, settings, clock } = currentLedger();
  const { confirmations, ...asked } = requestSchema.parse(request);
  // Only what is added ends: nobody is told that anything else does.
  const adds = asked.intents.some((intent) => intent.do === 'add');
  const keepForSeconds = adds ? asked.keepForSeconds : undefined;
  const failure = switchedOff(settings, asked.intents);
  if (failure) return err(failure);
  for (let time = 1; ; time++) {
    const idempotencyKey = time === 1 ? asked.idempotencyKey : `${asked.idempotencyKey} ${time}`;
    const once = { ...asked, idempotencyKey, keepForSeconds };
    const now = clock.now();
    const wanted = newRow(randomUUID(), once, confirmations, now);
    const fresh = finding ? ask(wanted, 'findings', [findingKey(finding)], now, [finding]) : wanted;
    const inserted = await recorded(store.insert(fresh, expiriesOf(fresh, randomUUID, closes)));
    if (!inserted.ok) return inserted;
    const row = inserted.value;
    if (row.id !== fresh.id && !(await isSamePress(store, row, fresh))) continue;
    worker.wake(row.clusterKey);
    return ok(row.id);
  }
}

/** Whether a request that repeats an idempotency key may be the same press of a button, sent twice. */
async function isSamePress(
  store: LedgerStore,
  { id, clusterKey, state, stateSince, intents, keepForSeconds }: ChangeRow,
  fresh: ChangeRow,
): Promise<boolean> {
  const isSame =
    isDeepStrictEqual(intents, fresh.intents) && keepForSeconds === fresh.keepForSeconds;
  if (!isSame || endedUndone.includes(state)) return false;
  if (state !== 'done') return true;
  if (fresh.createdAt > stateSince + samePressMs) return false;
  const since = await store.movedSince(clusterKey, stateSince);
  const isOfIt = (other: ChangeRow) => other.id === id || (other.expiryOf === id && other.spared);
  return since.unread === 0 && since.rows.every(isOfIt);
}

/**
 * Who asks to see a change. `mayRead` is the key of a cluster that Azure has just let this person
 * read.
 */
export type Viewer = { readonly grantId: string; readonly mayRead?: string | undefined };

/**
 * A change, if this viewer wrote it or may read its cluster; otherwise undefined. With `heard`, the
 * version that the event was about.
 */
export async function changeFor(
  viewer: Viewer,
  id: string,
  heard: Heard = 'gap',
): Promise<Change | undefined> {
  const ledger = currentLedger();
  const known = heard === 'gap' ? undefined : await ledger.rowAt(id, heard.version);
  const row = known ?? (await ledger.store.find(id));
  const mayDo = row && (row.grantId === viewer.grantId || row.clusterKey === viewer.mayRead);
  return mayDo ? toChange(row) : undefined;
}

/**
 * The newest changes of a cluster, newest first, whoever asked for them. The caller has to have made
 * sure that Azure lets the person read this cluster.
 */
export async function changesOnCluster(
  clusterKey: string,
  limit: number,
): Promise<readonly Change[]> {
  return (await currentLedger().store.onCluster(clusterKey, limit)).map(toChange);
}

/** What is to be taken out of a cluster's list by itself. The caller as for `changesOnCluster`. */
export async function expiriesOn(clusterKey: string): Promise<readonly Expiry[]> {
  const ends = await currentLedger().store.endingOn([clusterKey]);
  return entriesEnding(ends).map(({ entry, by: { id, startsAt = 0 } }) => {
    return { entry, at: new Date(startsAt).toISOString(), changeId: id };
  });
}

/** Changes of a grant that have not ended, oldest first: signing out asks what is to become of them. */
export async function unfinishedChanges(
  grantId: string,
  some?: Unfinished,
): Promise<readonly Change[]> {
  return (await currentLedger().store.unfinishedOf(grantId, some)).map(toChange);
}

/** Changes of a grant that do not go on without its person, oldest first; of each batch the first. */
export async function changesThatAsk(grantId: string, limit: number): Promise<readonly Change[]> {
  return (await currentLedger().store.parkedOf(grantId, limit)).map(toChange);
}

/** Whether a grant has anything that has not ended. */
export async function hasUnfinished(grantId: string): Promise<boolean> {
  return (await unfinishedChanges(grantId, { limit: 1 })).length > 0;
}

/** Ids of the grants that have changes which have not ended: their tokens are still needed. */
export function grantsWithUnfinished(): Promise<readonly string[]> {
  return currentLedger().store.grantsAtWork();
}

/** Cancels a change that waits or is parked; `too-late` when it has been sent or has ended. */
export function cancelChange(grantId: string, id: string): Promise<Acted> {
  return act(grantId, id, cancel);
}

/** Puts off a change that is to begin by itself. */
export function putOffChange(grantId: string, id: string): Promise<Acted> {
  return act(grantId, id, putOff);
}

/**
 * Cancels every change of a grant that can be cancelled, those that batches hold among them; the
 * others run to their end, and what is to be taken out at its time is.
 */
export async function cancelAll(grantId: string): Promise<void> {
  const { store, clock, worker } = currentLedger();
  for (const id of await store.cancelHeld({ grantId }, clock.now())) worker.conduct(id);
  const left = await unfinishedChanges(grantId);
  for (const { id, startsAt } of left) if (!startsAt) await cancelChange(grantId, id);
}

/**
 * Records that the author agrees to what they were asked; `look-again` when they are asked more by
 * now. `own`: where they come from now, dotted.
 */
export function confirmChange(
  grantId: string,
  id: string,
  keys: readonly string[],
  own?: string,
): Promise<Acted> {
  return act(grantId, id, (row, now) => confirm(row, keys, now, own));
}

/**
 * Continues all changes of a grant that wait for a sign-in; to be called when one has succeeded. They go on
 * together: what went in one PUT is settled as one.
 */
export async function resumeAfterSignIn(grantId: string, proof: Proof): Promise<void> {
  const waiting = await currentLedger().store.unfinishedOf(grantId, { state: 'needs-sign-in' });
  const resumed: ChangeRow[] = [];
  for (const { id } of waiting) {
    const moved = await move(grantId, id, (row, now) => signedIn(row, now, proof));
    if (moved.ok) resumed.push(moved.value);
  }
  for (const row of resumed) wake(row);
}

/**
 * The claims, as JSON text, that Azure demands of the sign-in that a change waits for; undefined
 * where it named none.
 */
export async function claimsFor(grantId: string, id: string): Promise<string | undefined> {
  const row = await currentLedger().store.find(id);
  return row?.grantId === grantId ? row.claims : undefined;
}

/**
 * Calls `hear` for every event of the change or batch with this id, until the returned function is
 * called.
 */
export function subscribe(topic: string, hear: (heard: Heard) => void): () => void {
  return currentLedger().hub.subscribe(topic, hear);
}

type Decide = (row: ChangeRow, now: number) => Result<ChangeRow, ActRefusal>;
type Acted = Result<Change, Failure | ActRefusal>;

/** Applies what a person does to their change, and lets what follows from it begin. */
async function act(grantId: string, id: string, decide: Decide): Promise<Acted> {
  const moved = await move(grantId, id, decide);
  if (!moved.ok) return moved;
  wake(moved.value);
  return ok(toChange(moved.value));
}

function wake({ clusterKey, batch }: ChangeRow): void {
  const { worker } = currentLedger();
  worker.wake(clusterKey);
  if (batch) worker.conduct(batch.id);
}

/** Stores what a person does to their change; decided again where a worker has just stored a newer version. */
async function move(
  grantId: string,
  id: string,
  decide: Decide,
): Promise<Result<ChangeRow, Failure | ActRefusal>> {
  const { store, clock } = currentLedger();
  for (;;) {
    const row = await store.find(id);
    if (row?.grantId !== grantId) return err('not-found');
    const next = decide(row, clock.now());
    if (!next.ok) return next;
    const stored = await recorded(store.save([next.value]));
    if (!stored.ok) return stored;
    const [saved] = stored.value.saved ?? [];
    if (saved) return ok(saved);
  }
}
