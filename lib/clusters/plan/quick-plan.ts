import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { packedOf } from '#lib/clusters/lazy-entries';
import { coverageOf, entryKey } from '#lib/ranges/entry';
import { isVast } from '#lib/ranges/findings';
import type { Intent } from '#lib/ranges/intent';
import { ALL_ADDRESSES } from '#lib/ranges/ipv4';
import type { PackedEntries } from '#lib/ranges/packed-entries';
import { entryFinder } from './entry-finder.ts';

/** What can be said of a list after adds and removes without making it. */
export type QuickPlan = {
  /** How many entries every list has afterwards, at least. */
  readonly atLeast: number;
  /**
   * How many entries adding would put into a list, where that is all that a batch does to it and nothing
   * else can follow from it: a restricted cluster stays one. Undefined where the whole judgement is needed.
   */
  readonly added: (row: FleetRow) => number | undefined;
};

/** Reads the intents once for ten thousand clusters, and their lists as numbers: to parse them takes seconds. */
export function quickPlan(intents: readonly Intent[]): QuickPlan {
  const [adds, removes] = [new Set<string>(), new Set<string>()];
  for (const intent of intents) {
    if (intent.do === 'add') adds.add(entryKey(intent.range));
    else if (intent.do === 'remove') removes.add(entryKey(intent.entry));
    else return knowsNothing;
  }
  // Which of the two comes last decides, and nobody means both.
  if (meet(adds, removes)) return knowsNothing;
  const find = entryFinder([...adds, ...removes]);
  const addresses = [...adds].reduce((sum, key) => sum + addressesOf(key), 0);
  const asks = [...adds].some(isVast);
  return {
    atLeast: adds.size,
    added(row) {
      if (row.access !== 'restricted' || asks) return undefined;
      const packed = packedOf(row);
      // Half of all addresses and more may be the whole internet.
      if (addresses + countOf(packed) >= ALL_ADDRESSES / 2) return undefined;
      const found = find(packed);
      return meet(found, removes) ? undefined : adds.size - found.size;
    },
  };
}

/** Everything needs the whole judgement. */
export const knowsNothing: QuickPlan = { atLeast: 0, added: () => undefined };

function meet(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return some.values().some((key) => others.has(key));
}

function addressesOf(key: string): number {
  const range = coverageOf(key);
  return range === undefined ? 0 : 2 ** (32 - range.prefixBits);
}

function countOf({ length, prefixBits }: PackedEntries): number {
  let sum = 0;
  for (let at = 0; at < length; at++) {
    const bits = prefixBits[at] ?? 0;
    if (bits <= 32) sum += 2 ** (32 - bits);
  }
  return sum;
}
