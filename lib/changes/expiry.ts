import { isIdle, isScheduled, stateWords } from '#lib/changes/shown/words';
import { CLUSTER_ONLY_ENTRY, hasEntry } from '#lib/ranges/entry';
import { findingKey } from '#lib/ranges/finding-words';
import { applyIntents, type Intent } from '#lib/ranges/intent';
import { parkedLimitMs } from './limits.ts';
import { askedSchema, type ChangeRow, expiresAt, type Legible, newRow } from './row.ts';
import { mayHaveLanded, momentOf, stillAsksFor, tookOut } from './shown/effects.ts';
import { moveTo } from './transitions.ts';

// What is let in for a while. The change that takes it out again is recorded together with the one that adds it,
// held until its time, and then carried out like any other.

/** How soon it is looked at again where it cannot be decided yet. */
const lookAgainMs = 60_000;

/**
 * The changes that take out, at its time, what this one adds: one for each range. `closes`: its cluster was closed to
 * all but itself when that was asked for first.
 */
export function expiriesOf(
  row: ChangeRow,
  newId: () => string,
  closes = row.basedOn.access === 'cluster-only',
): readonly ChangeRow[] {
  const startsAt = expiresAt(row);
  if (startsAt === undefined) return [];
  const { keepForSeconds: _, ...asked } = row;
  const added = asked.intents.flatMap((intent) => (intent.do === 'add' ? [intent.range] : []));
  // Where it was let in to a cluster of itself alone, the list must not be left empty: that would open it.
  const close: readonly Intent[] = closes ? [{ do: 'put-back', entry: CLUSTER_ONLY_ENTRY }] : [];
  const agreed = closes
    ? [findingKey({ code: 'crossing', from: 'restricted', to: 'cluster-only' })]
    : [];
  return added.map((range) => {
    const removal = askedSchema.parse({
      ...asked,
      intents: [{ do: 'remove', entry: range }, ...close],
      idempotencyKey: `until ${range} ${row.id}`,
      expiryOf: row.id,
      // Of several, nobody can tell which is the author's own.
      addressSource: added.length === 1 ? asked.addressSource : undefined,
      // That it locks its author out is what they asked for.
      ownAddress: undefined,
      basedOn: { ...asked.basedOn, access: 'unknown' },
    });
    const waiting = newRow(newId(), removal, agreed, row.createdAt);
    return { ...waiting, state: 'held', startsAt, wakeAt: startsAt };
  });
}

/**
 * What becomes now of a change that takes something out at its time: the same row where it goes on waiting,
 * **Queued** where it is to be carried out. `added`: the change it follows; `since`: changes of the cluster that
 * moved since that one touched the list. It takes out nothing that it is not known to have let in, that was
 * taken out meanwhile, or that anybody wants to keep.
 */
export function decideExpiry(
  row: ChangeRow,
  added: ChangeRow | undefined,
  since: Legible,
  now: number,
): ChangeRow {
  const { startsAt = now } = row;
  const entries = row.intents.flatMap((intent) => (intent.do === 'remove' ? intent.entry : []));
  const known = row.countsFrom === undefined ? begun(row, added, entries) : row;
  const { countsFrom } = known;
  if (countsFrom === undefined) return undecided(row, added, now);
  if (added && wasFoundGone(added, entries)) return spare(known, 'taken-out', now);
  const others = since.rows.filter(
    (each) => each.id !== row.id && each.id !== row.expiryOf && momentOf(each) >= countsFrom,
  );
  // What found it gone may have looked before it came: moments are those of different processes.
  const acted = others.filter(({ state, alreadySo }) => state === 'done' && alreadySo !== true);
  if (acted.some((other) => entries.some((entry) => tookOut(other, entry)))) {
    return spare(known, 'taken-out', now);
  }
  const wanted = others.filter((other) => entries.some((entry) => stillAsksFor(other, entry)));
  // What is asked for and not carried out yet may still be cancelled or turned down.
  const [certain, perhaps] = [wanted.filter(hasEnded), wanted.filter((each) => !hasEnded(each))];
  const endOf = (other: ChangeRow) => endOfWish(other, since.rows, entries);
  const until = Math.max(startsAt, ...certain.map(endOf));
  if (until === Number.POSITIVE_INFINITY) return spare(known, 'wanted', now);
  if (until > now) {
    return until === row.startsAt && known === row && row.state === 'held'
      ? row
      : moveTo(known, 'held', now, { startsAt: until, wakeAt: until, failure: undefined });
  }
  if (isPutOff(known, now)) return row;
  // What cannot be read may be somebody's wish to keep it.
  const isOpen = since.unread > 0 || perhaps.some((other) => endOf(other) > now);
  return isOpen
    ? lookAgain(known, now)
    : moveTo(known, 'queued', now, { wantedSince: now, failure: undefined });
}

/** Once the change that it follows is known to have let these in; else the same row. */
function begun(row: ChangeRow, added: ChangeRow | undefined, entries: readonly string[]) {
  const countsFrom = added && letInAt(added, entries);
  return countsFrom === undefined
    ? row
    : { ...row, countsFrom, resourceUid: row.resourceUid ?? added?.resourceUid };
}

function undecided(row: ChangeRow, added: ChangeRow | undefined, now: number): ChangeRow {
  const { startsAt = now } = row;
  if (added && (hasEnded(added) || wasLeftTooLong(added, now))) return spare(row, 'not-added', now);
  if (now < startsAt || isPutOff(row, now)) return row;
  // It is under way, or cannot be read; or it has been deleted by now, as too old.
  const isGone = added === undefined && now > startsAt + parkedLimitMs;
  return isGone ? spare(row, 'not-added', now) : lookAgain(row, now);
}

/** It rests, nothing of it was ever sent, and its time is over by every clock: it lets nobody in any more. */
function wasLeftTooLong(added: ChangeRow, now: number): boolean {
  const { state, next, puts } = added;
  const overAt = (expiresAt(added) ?? Number.POSITIVE_INFINITY) + lookAgainMs;
  return isIdle(state) && next === 'read' && puts.length === 0 && now >= overAt;
}

/** When a change that has ended let these in; undefined where it did not, or where they stood there already. */
function letInAt(added: ChangeRow, entries: readonly string[]): number | undefined {
  const { state, alreadySo, before = [], after = [] } = added;
  const isNew = entries.every((entry) => hasEntry(after, entry) && !hasEntry(before, entry));
  const touched = hasEnded(added) && mayHaveLanded.includes(state) && alreadySo !== true;
  return touched && isNew ? momentOf(added) : undefined;
}

/** Azure had carried it out, and somebody had taken these out again before the list was read back. */
function wasFoundGone({ state, landed }: ChangeRow, entries: readonly string[]): boolean {
  return (
    state === 'overtaken' &&
    landed !== undefined &&
    !entries.every((entry) => hasEntry(landed, entry))
  );
}

function hasEnded({ state }: ChangeRow): boolean {
  return stateWords[state].ends;
}

/** Until when somebody wants these: as they said first, or since. */
function endOfWish(
  wish: ChangeRow,
  rows: readonly ChangeRow[],
  entries: readonly string[],
): number {
  const end = rows.find(
    (each) => each.expiryOf === wish.id && entries.some((entry) => isAbout(each, entry)),
  );
  const isKept = end?.state === 'cancelled' && end.spared === undefined;
  const until = expiresAt(wish);
  if (until === undefined || isKept) return Number.POSITIVE_INFINITY;
  return Math.max(until, end?.startsAt ?? until);
}

function isAbout({ intents }: ChangeRow, entry: string): boolean {
  return !hasEntry(applyIntents([entry], intents), entry);
}

/** It was looked at after its time, or tried, and waits until it is again. */
function isPutOff({ state, wakeAt }: ChangeRow, now: number): boolean {
  return state === 'held' && wakeAt !== undefined && wakeAt > now;
}

function lookAgain(row: ChangeRow, now: number): ChangeRow {
  return moveTo(row, 'held', now, { wakeAt: now + lookAgainMs });
}

function spare(row: ChangeRow, spared: NonNullable<ChangeRow['spared']>, now: number): ChangeRow {
  return moveTo(row, 'cancelled', now, { spared, failure: undefined });
}

/** The entries that these changes take out. */
export function entriesEnding<By extends Pick<ChangeRow, 'intents'>>(ends: readonly By[]) {
  return ends.flatMap((by) =>
    by.intents.flatMap((intent) => (intent.do === 'remove' ? [{ entry: intent.entry, by }] : [])),
  );
}

/** Those of a queue that wait for their time, that ask their author, and that are to be worked at. */
export function splitQueue(rows: readonly ChangeRow[]) {
  const {
    scheduled = [],
    asking = [],
    due = [],
  } = Object.groupBy(rows, (row) => {
    if (isScheduled(row)) return 'scheduled';
    return stateWords[row.state].parked ? 'asking' : 'due';
  });
  return { scheduled, asking, due };
}
