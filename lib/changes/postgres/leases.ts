import { and, eq, lt, type SQL, sql } from 'drizzle-orm';
import type { Hold, LedgerStore } from '#lib/changes/ports';
import type { Database } from '#lib/store/database';
import { leases } from '#lib/store/ledger-schema';
import { oncePer, unnamed } from '#lib/store/once-per';

type Leases = Pick<LedgerStore, 'takeLease' | 'renewLease' | 'releaseLease'>;

/** The turns at the clusters of one cloud, in PostgreSQL. */
export function postgresLeases(db: Database, cloud: string): Leases {
  return {
    takeLease: async (clusterKey, forMs) => {
      const [taken] = await taking(db).execute({ cloud, clusterKey, forMs });
      return taken && { clusterKey, fence: taken.fence };
    },
    renewLease: async (hold, forMs) => {
      const mine = db
        .update(leases)
        .set({ expiresAt: after(sql`${forMs}`) })
        .where(heldBy(cloud, hold));
      return (await mine.returning({ fence: leases.fence })).length > 0;
    },
    releaseLease: async ({ clusterKey, fence }) => {
      await releasing(db).execute({ cloud, clusterKey, fence });
    },
  };
}

/** The lease, as long as it is this holder's. */
function heldBy(cloud: string, { clusterKey, fence }: Hold) {
  return and(eq(leases.cloud, cloud), eq(leases.clusterKey, clusterKey), eq(leases.fence, fence));
}

const { placeholder } = sql;

/** The server's clock, and not as it was when the statement began: that may have waited for another's. */
const now = sql`clock_timestamp()`;

function after(ms: SQL) {
  return sql`${now} + ${ms}::float8 * interval '1 millisecond'`;
}

const taking = oncePer((db) => {
  const fence = sql`nextval('lease_fences')`;
  return db
    .insert(leases)
    .values({
      cloud: placeholder('cloud'),
      clusterKey: placeholder('clusterKey'),
      fence,
      expiresAt: after(sql`${placeholder('forMs')}`),
    })
    .onConflictDoUpdate({
      target: [leases.cloud, leases.clusterKey],
      // Drawn anew, so that it grows also where this had to wait for another holder's.
      set: { fence, expiresAt: sql`excluded.expires_at` },
      setWhere: lt(leases.expiresAt, now),
    })
    .returning({ fence: leases.fence })
    .prepare(unnamed);
});

const releasing = oncePer((db) =>
  db
    .delete(leases)
    .where(
      and(
        eq(leases.cloud, placeholder('cloud')),
        eq(leases.clusterKey, placeholder('clusterKey')),
        eq(leases.fence, placeholder('fence')),
      ),
    )
    .prepare(unnamed),
);
