import { and, desc, eq, gte, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { intentSchema } from '#lib/ranges/intent';
import type { Database } from '#lib/store/database';
import { changes } from '#lib/store/ledger-schema';
import { entriesWanted } from './lost-entries.ts';
import type { FleetLedger } from './ports.ts';
import { fromTable } from './postgres-rows.ts';

/** What is asked of the ledger about many clusters: one query each, however many they are. */
export function postgresFleet(
  db: Database,
  cloud: string,
  asksForRange: (range: string) => SQL | undefined,
): FleetLedger {
  const here = eq(changes.cloud, cloud);
  return {
    doneBy: async (grantId, limit) => {
      const done = and(here, eq(changes.grantId, grantId), eq(changes.state, 'done'));
      const rows = db.select().from(changes).where(done);
      return (await rows.orderBy(desc(changes.seq)).limit(limit)).map(fromTable);
    },
    onClusters: async (clusterKeys, { since, ranges }) => {
      const concerned = or(
        gte(changes.stateSince, new Date(since)),
        ...ranges.map((range) => asksForRange(range)),
      );
      const rows = db
        .select()
        .from(changes)
        .where(and(here, isOneOf(clusterKeys), concerned));
      return (await rows).map(fromTable);
    },
    additionsOn: async (clusterKeys) => {
      const { rows } = await db.execute(additions(cloud, JSON.stringify(clusterKeys)));
      return z
        .array(additionSchema)
        .parse(rows)
        .map(({ place, intents, ...row }) => ({
          ...row,
          clusterKey: clusterKeys[place - 1] ?? '',
          entries: intents.flatMap(entriesWanted),
        }));
    },
  };
}

const additionSchema = z.object({
  place: z.coerce.number(),
  grantId: z.string(),
  author: z.string(),
  intents: z.array(intentSchema),
  at: z.number(),
});

/**
 * By the index `changes_additions`, whose condition this repeats: `life` is not read, and clusters are
 * told by their place in `keys`, a list as JSON.
 */
function additions(cloud: string, keys: string): SQL {
  return sql`
    select place, grant_id as "grantId", asked #>> '{author,name}' as author,
      asked -> 'intents' as intents, round(extract(epoch from created_at) * 1000)::float8 as at
    from jsonb_array_elements_text(${keys}::jsonb) with ordinality as wanted(key, place)
    join changes on cloud = ${cloud} and cluster_key = key
    where state = 'done' and life ->> 'alreadySo' is distinct from 'true'
    order by seq desc`;
}

/** One parameter, however many keys: a query takes 65,535 at the most. */
function isOneOf(clusterKeys: readonly string[]): SQL {
  const keys = JSON.stringify(clusterKeys);
  return sql`${changes.clusterKey} in (select jsonb_array_elements_text(${keys}::jsonb))`;
}
