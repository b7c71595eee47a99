import { entriesWanted } from '#lib/changes/shown/effects';
import { stateWords } from '#lib/changes/shown/words';
import { coverageOf, entryKey } from '#lib/ranges/entry';
import type { Intent } from '#lib/ranges/intent';
import { VERY_WIDE_BELOW_BITS } from '#lib/ranges/range-warning';
import type { FleetLedger } from './fleet-ports.ts';
import type { ChangeRow } from './row.ts';
import { whole } from './test-memory-tables.ts';

/** What is asked of the ledger in memory about many clusters. `newestFirst`: all its rows. */
export function memoryFleet(newestFirst: () => readonly ChangeRow[]): FleetLedger {
  return {
    additionsOn: async (clusterKeys, only) =>
      newestFirst()
        .filter(({ state, alreadySo }) => state === 'done' && alreadySo !== true)
        .filter(({ clusterKey }) => clusterKeys.includes(clusterKey))
        .filter(({ grantId }) => only === undefined || grantId === only)
        .map(({ id, clusterKey, grantId, author, intents, createdAt, ...row }) => ({
          id,
          clusterKey,
          grantId,
          resourceUid: row.basedOn.resourceUid,
          author: author.name,
          isOwn: row.addressSource !== undefined,
          entries: intents.flatMap(entriesWanted),
          at: createdAt,
        })),
    changesAbout: async (clusterKeys, addresses) => {
      const keys = new Set(addresses.map(entryKey));
      const found = newestFirst()
        .filter(({ clusterKey }) => clusterKeys.includes(clusterKey))
        .filter(({ intents }) => intents.some((intent) => isAbout(intent, keys)));
      const at = Map.groupBy(found, ({ clusterKey }) => clusterKey);
      return found.map((row) => {
        const isAlone = at.get(row.clusterKey)?.length === 1;
        return isAlone ? { ...row, acceptedAt: undefined, alreadySo: undefined } : row;
      });
    },
    historyOf: async (clusterKeys, find = '') =>
      newestFirst()
        .filter(({ clusterKey }) => clusterKeys.includes(clusterKey))
        .filter((row) => tells(row, find.toLowerCase()))
        .map(({ id, intents, confirmations, state, batch: own, expiryOf }) => {
          const batch = own ?? newestFirst().find((each) => each.id === expiryOf)?.batch;
          return {
            id,
            reachesFar:
              intents.some(reachesFar) || confirmations.some((key) => key.startsWith('crossing:')),
            batch: batch && { ...batch, isEnd: !own, state, asks: JSON.stringify(intents) },
          };
        }),
    endingOn: async (clusterKeys) =>
      newestFirst()
        .filter(({ clusterKey }) => clusterKeys.includes(clusterKey))
        .filter(({ state, countsFrom }) => !stateWords[state].ends && countsFrom !== undefined)
        .toReversed(),
    findAll: async (ids) => whole(newestFirst().filter(({ id }) => ids.includes(id))),
    sentAs: async (clusterKeys, correlationIds) =>
      new Set(
        newestFirst()
          .filter(({ clusterKey }) => clusterKeys.includes(clusterKey))
          .flatMap(({ sent }) => [sent?.correlationId ?? [], sent?.firstCorrelationId ?? []].flat())
          .filter((id) => correlationIds.includes(id)),
      ),
    askedByOthers: async (clusterKeys, since, grantId) => ({
      asked: newestFirst()
        .filter((row) => row.grantId !== grantId && row.stateSince >= since)
        .filter(({ clusterKey }) => clusterKeys.includes(clusterKey))
        .map(({ clusterKey, state, intents, author: { name } }) => ({
          clusterKey,
          state,
          intents,
          name,
        })),
      unread: [],
    }),
  };
}

function reachesFar(intent: Intent): boolean {
  if (intent.do === 'remove') return false;
  if (intent.do !== 'add' && intent.do !== 'put-back') return true;
  const range = coverageOf(intent.do === 'add' ? intent.range : intent.entry);
  return range !== undefined && range.prefixBits < VERY_WIDE_BELOW_BITS;
}

function isAbout(intent: Intent, keys: ReadonlySet<string>): boolean {
  switch (intent.do) {
    case 'add':
      return keys.has(intent.range);
    case 'remove':
    case 'put-back':
      return keys.has(entryKey(intent.entry));
    case 'restrict':
    case 'open':
    case 'cluster-only':
      return true;
  }
}

function tells({ author, reason, intents }: ChangeRow, text: string): boolean {
  const entries = intents.flatMap((intent) => [
    ...entriesWanted(intent),
    ...(intent.do === 'remove' ? [intent.entry] : []),
  ]);
  const all = [author.name, author.username, reason ?? '', ...entries];
  return all.some((each) => each.toLowerCase().includes(text));
}
