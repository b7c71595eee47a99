import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PastChange } from '#lib/changes/fleet-ports';
import { changeRowSchema } from '#lib/changes/row';

const { state } = changeRowSchema.shape;

const pastSchema = z.array(
  z.looseObject({ id: z.string(), reachesFar: z.boolean(), batchId: z.string().nullable() }),
);
const inBatchSchema = z.object({
  id: z.string(),
  place: z.number(),
  isEnd: z.boolean(),
  state,
  asks: z.string(),
});

/** Prefixes shorter than `VERY_WIDE_BELOW_BITS`. */
const veryWide = '/([0-9]|1[0-5])$';

/** A yes to a finding of that kind: to remove the last entry opens a cluster, to add one to none restricts it. */
const crosses = '%"crossing:%';

/** All changes of these clusters (a JSON list of keys), newest first; with `find` those that have this text. */
export function history(cloud: string, keys: string, find: string | undefined): SQL {
  const isFound = find === undefined ? sql`` : sql`where ${tells(find)}`;
  return sql`
    select id, state, coalesce(batch_id, let_in.batch) as "batchId",
      coalesce(batch_place, let_in.place) as place, batch_id is null as "isEnd",
      case when coalesce(batch_id, let_in.batch) is not null then md5(asked ->> 'intents') end as asks,
      exists (
      select from jsonb_array_elements(asked -> 'intents') as intent
      where intent ->> 'do' in ('open', 'cluster-only', 'restrict')
        or (intent ->> 'do' <> 'remove'
          and btrim(coalesce(intent ->> 'range', intent ->> 'entry')) ~ ${veryWide}))
      or life ->> 'confirmations' like ${crosses} as "reachesFar"
    from jsonb_array_elements_text(${keys}::jsonb) as wanted(key)
    join changes on cloud = ${cloud} and cluster_key = key
    left join lateral (
      select of.batch_id as batch, of.batch_place as place from changes as of
      where changes.asked ? 'expiryOf' and of.id = (changes.asked ->> 'expiryOf')::uuid
    ) as let_in on true
    ${isFound}
    order by seq desc`;
}

/** The store lowers both: where its locale is C, it knows no small letters but those of ASCII. */
function tells(text: string): SQL {
  const isIn = (...fields: SQL[]) =>
    sql`strpos(lower(concat_ws(' ', ${sql.join(fields, sql`, `)})), lower(${text})) > 0`;
  const author = [sql`asked #>> '{author,name}'`, sql`asked #>> '{author,username}'`];
  const entries = [sql`intent ->> 'range'`, sql`intent ->> 'entry'`, sql`intent ->> 'ranges'`];
  return sql`(${isIn(...author, sql`asked ->> 'reason'`)} or exists (
    select from jsonb_array_elements(asked -> 'intents') as intent where ${isIn(...entries)}))`;
}

/** Reads what `history` finds. */
export function pastChanges(rows: readonly unknown[]): readonly PastChange[] {
  return pastSchema.parse(rows).map(({ id, reachesFar, batchId, ...inBatch }) => {
    const batch = inBatchSchema.safeParse({ ...inBatch, id: batchId });
    return { id, reachesFar, batch: batch.data };
  });
}
