import { and, eq, gt, inArray, isNull, not, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { badEndings, provingStates } from '#lib/changes/batch/decide';
import type { BatchWork } from '#lib/changes/batch/ports';
import type { BatchPlace } from '#lib/changes/batch/row';
import type { ChangeRow, Legible } from '#lib/changes/row';
import { type ChangeState, changeStates } from '#lib/changes/shown/states';
import { isAtWork, stateWords } from '#lib/changes/shown/words';
import { failureSchema } from '#lib/failure';
import type { Database } from '#lib/store/database';
import { changes } from '#lib/store/ledger-schema';
import { isRetried } from './batch-counts.ts';
import { legible } from './rows.ts';

const placeSchema = z.object({
  id: z.string(),
  place: z.number(),
  state: z.enum(changeStates),
  // One that only a newer release knows is as good as none: that it ended badly is known.
  failure: failureSchema.optional().catch(undefined),
});

/**
 * See `BatchStore.workOfBatch`. What it reads does not grow with the batch: what has ended well is only asked
 * whether there is any.
 */
export async function workOfBatch(
  db: Database,
  id: string,
  now: number,
  limit: number,
): Promise<BatchWork> {
  const among = (states: readonly ChangeState[]) =>
    and(eq(changes.batchId, id), inArray(changes.state, [...states]));
  const countOf = (states: readonly ChangeState[]) =>
    sql<number>`(select count(*)::int from ${changes} where ${among(states)})`;
  const carriedOut = and(among(provingStates), sql`${changes.life} ->> 'alreadySo' is null`);
  const isLater = gt(changes.wakeAt, new Date(now));
  const [[figures], atWork, next, bad] = await Promise.all([
    db
      .select({
        later: sql<number>`(select count(*)::int from ${changes} where ${and(among(['held']), isLater)})`,
        parked: countOf(changeStates.filter((state) => stateWords[state].parked)),
        signIn: sql<boolean>`exists (select from ${changes} where ${among(['needs-sign-in'])})`,
        proven: sql<boolean>`exists (select from ${changes} where ${carriedOut})`,
      })
      .from(sql`(select 1) as one`),
    db
      .select()
      .from(changes)
      .where(among(changeStates.filter(isAtWork))),
    nextHeld(db, and(among(['held']), or(isNull(changes.wakeAt), not(isLater))), limit),
    badPlaces(db, id),
  ]);
  const working = legible(atWork);
  const { later = 0, parked = 0, signIn = false, proven = false } = figures ?? {};
  const known = atWork.length + later + parked + next.rows.length + next.unread;
  return {
    atWork: working.rows.length,
    later,
    parked,
    signIn,
    proven,
    next: next.rows,
    bad,
    // Asked only where the batch would be over: the answer takes longer the more places there are.
    unread: working.unread + next.unread + (known > 0 ? 0 : await strangeIn(db, id)),
  };
}

/** Those in a state that only a newer release knows. */
function strangeIn(db: Database, id: string): Promise<number> {
  const isStrange = notInArray(changes.state, [...changeStates]);
  return db.$count(changes, and(eq(changes.batchId, id), isStrange));
}

/** How many more are looked at where some of the next cannot be read. */
const moreAtOnce = 200;

/** So many that can be read, and how many before them cannot. */
async function nextHeld(db: Database, isDue: SQL | undefined, limit: number): Promise<Legible> {
  const found: ChangeRow[] = [];
  let unread = 0;
  for (let offset = 0, size = limit; found.length < limit; size = moreAtOnce) {
    const some = await db
      .select()
      .from(changes)
      .where(isDue)
      .orderBy(sql`${changes.wakeAt} is not null`, changes.batchPlace)
      .offset(offset)
      .limit(size);
    const read = legible(some);
    found.push(...read.rows.slice(0, limit - found.length));
    unread += read.unread;
    offset += some.length;
    if (some.length < size) break;
  }
  return { rows: found, unread };
}

async function badPlaces(db: Database, id: string): Promise<readonly BatchPlace[]> {
  const { batchPlace: place, state } = changes;
  const failure = sql<unknown>`${changes.life} -> 'failure'`;
  const rows = db
    .select({ id: changes.id, place, state, failure })
    .from(changes)
    .where(and(eq(changes.batchId, id), inArray(state, [...badEndings]), not(isRetried)));
  return z.array(placeSchema).parse(await rows.orderBy(place));
}
