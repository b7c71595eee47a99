import { sameEntry } from '#lib/ranges/entry';
import { entriesWanted } from './lost-entries.ts';
import type { FleetLedger } from './ports.ts';
import type { ChangeRow } from './row.ts';

/** What is asked of the ledger in memory about many clusters. `newestFirst`: all its rows. */
export function memoryFleet(newestFirst: () => readonly ChangeRow[]): FleetLedger {
  return {
    doneBy: async (grantId, limit) =>
      newestFirst()
        .filter((row) => row.grantId === grantId && row.state === 'done')
        .slice(0, limit),
    onClusters: async (clusterKeys, { since, ranges }) =>
      newestFirst().filter((row) => {
        const wanted = row.intents.flatMap(entriesWanted);
        const asks = wanted.some((entry) => ranges.some((range) => sameEntry(range, entry)));
        return clusterKeys.includes(row.clusterKey) && (row.stateSince >= since || asks);
      }),
    additionsOn: async (clusterKeys) =>
      newestFirst()
        .filter(({ state, alreadySo }) => state === 'done' && alreadySo !== true)
        .filter(({ clusterKey }) => clusterKeys.includes(clusterKey))
        .map(({ clusterKey, grantId, author, intents, createdAt }) => ({
          ...{ clusterKey, grantId, author: author.name },
          entries: intents.flatMap(entriesWanted),
          at: createdAt,
        })),
  };
}
