import { coverageOf, entryKey } from '#lib/ranges/entry';
import type { Intent } from '#lib/ranges/intent';
import { ALL_ADDRESSES, formatCidr } from '#lib/ranges/ipv4';
import type { PackedEntries } from '#lib/ranges/packed-entries';
import type { FleetRow } from './fleet.ts';
import { packedOf } from './lazy-entries.ts';

/**
 * How many entries adding would put into a list, where that is all that a batch does to it and nothing
 * else can follow from it: a restricted cluster stays one. Undefined where the whole judgement is needed.
 */
export type QuickPlan = (row: FleetRow) => number | undefined;

type Wanted = {
  readonly key: string;
  readonly network: number;
  readonly prefixBits: number;
};

/** Reads the intents once for ten thousand clusters, and their lists as numbers: to parse them takes seconds. */
export function quickPlan(intents: readonly Intent[]): QuickPlan {
  const [adds, removes] = [new Map<string, Wanted>(), new Map<string, Wanted>()];
  for (const intent of intents) {
    if (intent.do === 'add') adds.set(entryKey(intent.range), wantedOf(intent.range));
    else if (intent.do === 'remove') removes.set(entryKey(intent.entry), wantedOf(intent.entry));
    else return () => undefined;
  }
  // Which of the two comes last decides, and nobody means both.
  if ([...adds.keys()].some((key) => removes.has(key))) return () => undefined;
  const [wanted, unwanted] = [[...adds.values()], [...removes.values()]];
  const added = wanted.reduce((sum, { prefixBits }) => sum + 2 ** (32 - prefixBits), 0);
  return (row) => {
    if (row.access !== 'restricted') return undefined;
    const packed = packedOf(row);
    if (unwanted.some((entry) => holds(packed, entry))) return undefined;
    // Half of all addresses and more may be the whole internet.
    if (added + countOf(packed) >= ALL_ADDRESSES / 2) return undefined;
    return wanted.filter((range) => !holds(packed, range)).length;
  };
}

function wantedOf(text: string): Wanted {
  const key = entryKey(text);
  const range = coverageOf(key);
  // What is spelled otherwise than a range stands in a list by its text alone, and matches no numbers.
  const isPlain = range !== undefined && formatCidr(range) === key;
  return { key, ...(isPlain ? range : { network: -1, prefixBits: 0 }) };
}

function holds({ length, networks, prefixBits, unusual }: PackedEntries, wanted: Wanted): boolean {
  for (let at = 0; at < length; at++) {
    if (networks[at] !== wanted.network || prefixBits[at] !== wanted.prefixBits) continue;
    if (!unusual.has(at)) return true;
  }
  for (const text of unusual.values()) if (entryKey(text) === wanted.key) return true;
  return false;
}

function countOf({ length, prefixBits }: PackedEntries): number {
  let sum = 0;
  for (let at = 0; at < length; at++) {
    const bits = prefixBits[at] ?? 0;
    if (bits <= 32) sum += 2 ** (32 - bits);
  }
  return sum;
}
