import { isScheduled, stateWords } from '#lib/changes/shown/words';
import { hasEntry } from '#lib/ranges/entry';
import { type Asked, askedSchema, type ChangeRow, expiresAt, type Legible, newRow } from './row.ts';
import { mayHaveLanded, momentOf, stillAsksFor, tookOut } from './shown/effects.ts';
import { moveTo } from './transitions.ts';

// What is let in for a while. The change that takes it out again is recorded together with the one that adds it,
// held until its time, and then carried out like any other.

/** How soon it is looked at again where it cannot be decided yet. */
const lookAgainMs = 10_000;

/**
 * The changes that take out, at its time, what this request adds: one for each range. They are to be stored
 * before it: what follows nothing does nothing, while an entry that nobody takes out would stay.
 */
export function expiriesOf(
  { keepForSeconds, ...asked }: Asked,
  newId: () => string,
  now: number,
): readonly ChangeRow[] {
  const startsAt = expiresAt({ createdAt: now, keepForSeconds });
  if (startsAt === undefined) return [];
  const added = asked.intents.flatMap((intent) => (intent.do === 'add' ? [intent.range] : []));
  return added.map((range) => {
    const removal = askedSchema.parse({
      ...asked,
      intents: [{ do: 'remove', entry: range }],
      idempotencyKey: `until ${range} ${asked.idempotencyKey}`,
      expiryOf: asked.idempotencyKey,
      // That it locks its author out is what they asked for.
      ownAddress: undefined,
      addressSource: undefined,
      basedOn: { ...asked.basedOn, access: 'unknown' },
    });
    return { ...newRow(newId(), removal, [], now), state: 'held', startsAt, wakeAt: startsAt };
  });
}

/**
 * What becomes of a scheduled change now: the same row where it goes on waiting. `added`: the change it
 * follows; `since`: changes of the cluster that moved since that one touched the list. It takes out nothing that
 * it is not known to have let in, that was taken out meanwhile, or that anybody wants to keep.
 */
export function decideExpiry(
  row: ChangeRow,
  added: ChangeRow | undefined,
  since: Legible,
  now: number,
): ChangeRow {
  const { startsAt = now } = row;
  const entries = row.intents.flatMap((intent) => (intent.do === 'remove' ? intent.entry : []));
  const countsFrom = row.countsFrom ?? (added && letInAt(added, entries));
  const isTime = now >= startsAt;
  if (countsFrom === undefined) {
    if (added && stateWords[added.state].ends) return spare(row, 'not-added', now);
    if (!isTime) return row;
    // Its change was never recorded, or is under way.
    return added ? lookAgain(row, now) : spare(row, 'not-added', now);
  }
  const others = since.rows.filter(
    (each) =>
      each.id !== row.id && each.idempotencyKey !== row.expiryOf && momentOf(each) >= countsFrom,
  );
  const done = others.filter(({ state }) => state === 'done');
  if (done.some((other) => entries.some((entry) => tookOut(other, entry)))) {
    return spare(row, 'taken-out', now);
  }
  if (!isTime) return row.countsFrom === countsFrom ? row : wait(row, startsAt, countsFrom, now);
  // What cannot be read may be somebody's wish to keep it.
  if (since.unread > 0) return lookAgain({ ...row, countsFrom }, now);
  const wanted = others.filter((other) => entries.some((entry) => stillAsksFor(other, entry)));
  const untils = wanted.map((other) => expiresAt(other) ?? Number.POSITIVE_INFINITY);
  const until = Math.max(now, ...untils);
  if (until === Number.POSITIVE_INFINITY) return spare(row, 'wanted', now);
  if (until > now) return wait(row, until, countsFrom, now);
  return moveTo(row, 'queued', now, { countsFrom, wantedSince: now });
}

/** When a change that has ended let these in; undefined where it did not, or where they stood there already. */
function letInAt(added: ChangeRow, entries: readonly string[]): number | undefined {
  const { state, alreadySo, before = [], after = [] } = added;
  const isNew = entries.every((entry) => hasEntry(after, entry) && !hasEntry(before, entry));
  const touched = stateWords[state].ends && mayHaveLanded.includes(state) && alreadySo !== true;
  return touched && isNew ? momentOf(added) : undefined;
}

function wait(row: ChangeRow, startsAt: number, countsFrom: number, now: number): ChangeRow {
  return moveTo(row, 'held', now, { startsAt, countsFrom, wakeAt: startsAt });
}

function lookAgain(row: ChangeRow, now: number): ChangeRow {
  return moveTo(row, 'held', now, { wakeAt: now + lookAgainMs });
}

function spare(row: ChangeRow, spared: NonNullable<ChangeRow['spared']>, now: number): ChangeRow {
  return moveTo(row, 'cancelled', now, { spared });
}

/** Those of a queue that wait for their time, and those that are to be worked at. */
export function splitQueue(rows: readonly ChangeRow[]) {
  return {
    scheduled: rows.filter(isScheduled),
    due: rows.filter((row) => !isScheduled(row)),
  };
}
