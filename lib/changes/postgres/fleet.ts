import { desc, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { FleetLedger } from '#lib/changes/fleet-ports';
import { changeRowSchema } from '#lib/changes/row';
import { entriesWanted } from '#lib/changes/shown/effects';
import { changeStates } from '#lib/changes/shown/states';
import { stateWords } from '#lib/changes/shown/words';
import { log } from '#lib/log';
import type { Database } from '#lib/store/database';
import { changes } from '#lib/store/ledger-schema';
import { history, pastChanges } from './history.ts';
import { leftOut, legible } from './rows.ts';

/** What is asked of the ledger about many clusters: one query each, however many they are. */
export function postgresFleet(db: Database, cloud: string): FleetLedger {
  return {
    additionsOn: async (clusterKeys, grantId) => {
      const { rows } = await db.execute(additions(cloud, JSON.stringify(clusterKeys), grantId));
      return readRows(additionSchema, rows).read.map(({ place, intents, ...row }) => ({
        ...row,
        clusterKey: clusterKeys[place - 1] ?? '',
        entries: intents.flatMap(entriesWanted),
      }));
    },
    changesAbout: async (clusterKeys, addresses) => {
      const query = concerns(cloud, JSON.stringify(clusterKeys), addresses.flatMap(spellings));
      const { rows } = await db.execute(query);
      const { read, unread } = readRows(concernSchema, rows);
      const dark = new Set(placesSchema.parse(unread).map((row) => row.place));
      return read
        .filter((row) => !dark.has(row.place))
        .map(({ place: at, ...row }) => ({ ...row, clusterKey: clusterKeys[at - 1] ?? '' }));
    },
    historyOf: async (clusterKeys, find) => {
      const { rows } = await db.execute(history(cloud, JSON.stringify(clusterKeys), find));
      return pastChanges(rows);
    },
    endingOn: async (clusterKeys) => {
      const { rows } = await db.execute(ending(cloud, clusterKeys));
      const those = new Set(clusterKeys);
      const { read } = readRows(endingSchema, rows);
      return read.filter(({ clusterKey }) => those.has(clusterKey));
    },
    findAll: async (ids) => {
      const those = sql`${changes.id} = any(${sql.param(ids)}::uuid[])`;
      return legible(await db.select().from(changes).where(those).orderBy(desc(changes.seq)));
    },
    sentAs: async (clusterKeys, correlationIds) => {
      const { rows } = await db.execute(sent(cloud, JSON.stringify(clusterKeys), correlationIds));
      return new Set(sentSchema.parse(rows).map(({ correlationId }) => correlationId));
    },
    askedByOthers: async (clusterKeys, since, by) => {
      const { rows } = await db.execute(byOthers(cloud, JSON.stringify(clusterKeys), since, by));
      const { read, unread } = readRows(othersSchema, rows);
      const keyAt = (at: number) => clusterKeys[at - 1] ?? '';
      return {
        asked: read.map(({ place: at, ...row }) => ({ ...row, clusterKey: keyAt(at) })),
        unread: placesSchema.parse(unread).map((row) => keyAt(row.place)),
      };
    },
  };
}

// Clusters are told by their place in the question: their keys are longer than all else of a row. And
// there is one parameter for them, however many: a query takes 65,535 at the most.
const place = z.coerce.number();
const placesSchema = z.array(z.object({ place }));
const { grantId, intents, state, stateSince } = changeRowSchema.shape;

const additionSchema = z.object({
  place,
  id: z.string(),
  grantId,
  resourceUid: orNull(changeRowSchema.shape.resourceUid),
  intents,
  author: z.string(),
  isOwn: z.boolean(),
  at: z.number(),
});

/** By the index `changes_additions`, whose condition this repeats: `life` is not read. */
function additions(cloud: string, keys: string, by: string | undefined): SQL {
  return sql`
    select place, id, grant_id as "grantId", asked #>> '{author,name}' as author,
      asked #>> '{basedOn,resourceUid}' as "resourceUid",
      asked ? 'addressSource' as "isOwn", asked -> 'intents' as intents,
      round(extract(epoch from created_at) * 1000)::float8 as at
    from jsonb_array_elements_text(${keys}::jsonb) with ordinality as wanted(key, place)
    join changes on cloud = ${cloud} and cluster_key = key
    where state = 'done' and life ->> 'alreadySo' is distinct from 'true'
      ${by === undefined ? sql`` : sql`and grant_id = ${by}`}
    order by seq desc`;
}

const { addressSource, keepForSeconds, acceptedAt, alreadySo, resourceUid, after } =
  changeRowSchema.shape;

const concernSchema = z.object({
  place,
  grantId,
  intents,
  state,
  stateSince,
  addressSource: orNull(addressSource),
  keepForSeconds: orNull(keepForSeconds),
  acceptedAt: orNull(acceptedAt),
  alreadySo: orNull(alreadySo),
  resourceUid: orNull(resourceUid),
  after: orNull(after),
});

/** Rows that this release can read, and others: a newer one has stored those. */
function readRows<T>(schema: z.ZodType<T>, rows: readonly unknown[]) {
  const read: T[] = [];
  const unread: unknown[] = [];
  for (const row of rows) {
    const known = schema.safeParse(row);
    if (known.success) read.push(known.data);
    else unread.push(row);
  }
  if (unread.length > 0) log.warn({ others: unread.length - 1 }, leftOut);
  return { read, unread };
}

function orNull<T>(schema: z.ZodType<T | undefined>) {
  return z.preprocess((value) => value ?? undefined, schema);
}

/** However an address may stand in a list. */
function spellings(address: string): readonly string[] {
  return [address, address.replace(/\/32$/, '')];
}

/**
 * Intents say what a change did to a single address; of those that restrict, which may leave one out, the
 * list that was sent does. `life` with its lists takes ten times as long to unpack as all else to find: it
 * is left alone where there is one change at a cluster, which need not be told from others.
 */
function concerns(cloud: string, keys: string, texts: readonly string[]): SQL {
  const those = sql`${sql.param(texts)}::text[]`;
  const isAlone = sql`count(*) over (partition by place) = 1 and asked -> 'basedOn' ? 'resourceUid'`;
  return sql`
    with concerns as (
      select place, seq, grant_id, state, state_since, asked,
        case when not (${isAlone}) then life end as life
      from jsonb_array_elements_text(${keys}::jsonb) with ordinality as wanted(key, place)
      join changes on cloud = ${cloud} and cluster_key = key
      where exists (
        select from jsonb_array_elements(asked -> 'intents') as intent
        where intent ->> 'range' = any(${those}) or btrim(intent ->> 'entry') = any(${those})
          or intent ->> 'do' in ('open', 'cluster-only', 'restrict')))
    select place, grant_id as "grantId", state, asked -> 'intents' as intents,
      round(extract(epoch from state_since) * 1000)::float8 as "stateSince",
      asked ->> 'addressSource' as "addressSource", asked -> 'keepForSeconds' as "keepForSeconds",
      "acceptedAt", "alreadySo",
      coalesce("resourceUid", asked #>> '{basedOn,resourceUid}') as "resourceUid",
      case when asked @> '{"intents":[{"do":"restrict"}]}' then "after" end as "after"
    from concerns left join lateral jsonb_to_record(life) as lived(
      "acceptedAt" float8, "alreadySo" boolean, "resourceUid" text, "after" jsonb) on true
    order by seq desc`;
}

const sentSchema = z.array(z.object({ correlationId: z.string() }));

function sent(cloud: string, keys: string, ids: readonly string[]): SQL {
  return sql`
    select "correlationId"
    from jsonb_array_elements_text(${keys}::jsonb) as wanted(key)
    join changes on cloud = ${cloud} and cluster_key = key
    cross join lateral (
      values (life #>> '{sent,correlationId}'), (life #>> '{sent,firstCorrelationId}')
    ) as put("correlationId")
    where "correlationId" = any(${sql.param(ids)}::text[])`;
}

const endingSchema = z.object({
  id: z.string(),
  clusterKey: z.string(),
  intents,
  startsAt: orNull(changeRowSchema.shape.startsAt),
});

const unfinished = changeStates.filter((each) => !stateWords[each].ends);

/** Of one cluster, or of all: they are few. */
function ending(cloud: string, [key, ...others]: readonly string[]): SQL {
  const there = others.length > 0 ? sql`` : sql`and cluster_key = ${key ?? ''}`;
  return sql`
    select id, cluster_key as "clusterKey", asked -> 'intents' as intents,
      life -> 'startsAt' as "startsAt" from changes
    where cloud = ${cloud} and state = any(${sql.param(unfinished)}::text[]) ${there}
      and life ? 'countsFrom'
    order by seq`;
}

const othersSchema = z.object({ place, name: z.string(), state, intents });

/** `life` is not read. */
function byOthers(cloud: string, keys: string, since: number, by: string): SQL {
  return sql`
    select place, asked #>> '{author,name}' as name, state, asked -> 'intents' as intents
    from jsonb_array_elements_text(${keys}::jsonb) with ordinality as wanted(key, place)
    join changes on cloud = ${cloud} and cluster_key = key
    where grant_id <> ${by} and state_since >= ${new Date(since)}
    order by seq desc`;
}
