import { z } from 'zod';
import type { changes } from '#lib/store/ledger-schema';
import { changeStates } from './change.ts';
import { askedSchema, type ChangeRow, lifeSchema } from './row.ts';

/** The columns that move with a change. */
export function lifeColumns(row: ChangeRow) {
  const { version, state, puts, wakeAt } = row;
  const lastPut = puts.at(-1);
  return {
    version,
    state,
    stateSince: new Date(row.stateSince),
    wakeAt: wakeAt === undefined ? null : new Date(wakeAt),
    lastPutAt: lastPut === undefined ? null : new Date(lastPut),
    life: lifeSchema.parse(row),
  };
}

/** A row as the ledger works with it. Throws when the table holds something else than it wrote. */
export function fromTable(row: typeof changes.$inferSelect): ChangeRow {
  const { id, seq, version, clusterKey, wakeAt } = row;
  return {
    ...{ id, seq, version, clusterKey },
    ...askedSchema.parse(row.asked),
    ...lifeSchema.parse(row.life),
    state: z.enum(changeStates).parse(row.state),
    stateSince: row.stateSince.getTime(),
    createdAt: row.createdAt.getTime(),
    wakeAt: wakeAt?.getTime(),
  };
}
