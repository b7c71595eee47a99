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
    additionsOn: async (clusterKeys, limit) => {
      const { clusterKey, grantId, createdAt, asked, state, life } = changes;
      const author = sql<string>`${asked} #>> '{author,name}'`;
      const intents = sql`${asked} -> 'intents'`;
      const didSo = sql`${life} ->> 'alreadySo' is distinct from 'true'`;
      const rows = await db
        .select({ clusterKey, grantId, createdAt, author, intents })
        .from(changes)
        .where(and(here, eq(state, 'done'), isOneOf(clusterKeys), didSo))
        .orderBy(desc(changes.seq))
        .limit(limit);
      return rows.map((row) => ({
        clusterKey: row.clusterKey,
        grantId: row.grantId,
        author: row.author,
        entries: z.array(intentSchema).parse(row.intents).flatMap(entriesWanted),
        at: row.createdAt.getTime(),
      }));
    },
  };
}

/** One parameter, however many keys: a query takes 65,535 at the most. */
function isOneOf(clusterKeys: readonly string[]): SQL {
  const keys = JSON.stringify(clusterKeys);
  return sql`${changes.clusterKey} in (select jsonb_array_elements_text(${keys}::jsonb))`;
}
