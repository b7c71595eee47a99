import type { Access } from './access.ts';
import { type Cidr, firstAddress, lastAddress, rangeAround } from './ipv4.ts';
import {
  coversNothing,
  entryAt,
  type PackedEntries,
  packEntries,
  unpackEntries,
} from './packed-entries.ts';
import { joinReaches, type Reach, reachKinds, reachOf, unreadThatCouldAdmit } from './reach.ts';
import {
  type CommonRange,
  commonestIn,
  firstRowFrom,
  type SortedEntries,
  sortEntries,
  sortedRowBytes,
} from './sorted-entries.ts';

// Who gets in where, over all lists of a fleet at once:
//
//   const index = buildReachIndex(lists);      // each { access, entries: packEntries(texts) }
//   const answers = index.ask(range);          // or [range, …]: all of them, asked together
//   answers.kinds[7]                           // of the list at 7, a number: where in `reachKinds`
//   answers.reachOf(7)                         // the same with the entries, as `reachOf` says it
//
// Ranges lie within each other or apart, never across. So what covers a question starts at one of the 33
// ranges around it, each found by halving, and what it covers is one stretch of the sorted entries.

/** One list of a fleet. */
export type ReachList = { readonly access: Access; readonly entries: PackedEntries };

/** What a fleet says to one question, list by list. */
type ReachAnswers = {
  /** By list, where in `reachKinds` its answer stands. */
  readonly kinds: Uint8Array;
  /** The answer of one list, exactly as `reachOf` of the list gives it. */
  reachOf(list: number): Reach;
};

/** All lists of a fleet, made ready for questions. */
export type ReachIndex = {
  /** Several ranges are one question, *partly* where only some are admitted; at least one is needed. */
  ask(who: Cidr | readonly Cidr[]): ReachAnswers;
  /** The ranges that stand in most restricted lists, most first; among equals by address. */
  commonest(most: number): readonly CommonRange[];
  /** What it holds besides the lists themselves. */
  readonly bytes: number;
};

const kindNumbers = new Map(reachKinds.map((kind, number) => [kind, number]));
const [ADMITTED, PARTLY] = [numberOf('admitted'), numberOf('partly')];

/** Where a kind of reach stands in `reachKinds`, the number of `ReachAnswers.kinds`. */
export function numberOf(kind: Reach['kind']): number {
  return kindNumbers.get(kind) ?? 0;
}

/**
 * The kinds of `ReachAnswers` for one address, from the lists as they are. Ten milliseconds where the index
 * takes a thirtieth of one; but the index first has to be built, and to be kept.
 */
export function kindsForAddress(lists: readonly ReachList[], address: number): Uint8Array {
  return Uint8Array.from(lists, (list) =>
    list.access === 'restricted' && holds(list.entries, address) ? ADMITTED : kindUntouched(list),
  );
}

function holds({ length, networks, prefixBits }: PackedEntries, address: number): boolean {
  for (let i = 0; i < length; i++) {
    const bits = prefixBits[i] ?? coversNothing;
    if (bits === 0) return true;
    if (bits !== coversNothing && ((networks[i] ?? 0) ^ address) >>> (32 - bits) === 0) return true;
  }
  return false;
}

/** Sorts the entries of all lists: two million in less than half a second, and 26 MB. */
export function buildReachIndex(lists: readonly ReachList[]): ReachIndex {
  // Where the access alone decides, the entries do not count.
  const sorted = sortEntries(
    lists.map(({ access, entries }) => (access === 'restricted' ? entries : noEntries)),
  );
  const untouched = Uint8Array.from(lists, kindUntouched);
  const index = { lists, sorted, untouched };
  return {
    ask: (who) => ('network' in who ? askOne(index, who) : askAll(index, who)),
    commonest: (most) => commonestIn(sorted, most),
    bytes: sorted.length * sortedRowBytes + untouched.byteLength,
  };
}

type Index = {
  readonly lists: readonly ReachList[];
  readonly sorted: SortedEntries;
  /** By list, the kind of its answer where no entry touches the question. */
  readonly untouched: Uint8Array;
};

function kindUntouched({ access, entries }: ReachList): number {
  switch (access) {
    case 'open':
    case 'private':
    case 'unknown':
      return numberOf(access);
    case 'cluster-only':
      return numberOf('blocked');
    case 'restricted':
      return numberOf(
        unreadThatCouldAdmit(entries.unusual.values()) === undefined ? 'blocked' : 'unknown',
      );
  }
}

function askOne(index: Index, who: Cidr): ReachAnswers {
  const { lists, sorted } = index;
  const kinds = index.untouched.slice();
  // Rows of `sorted`; 0 is none.
  const by = new Uint32Array(lists.length);
  for (let bits = who.prefixBits; bits >= 0; bits--) admitAround(index, who, bits, kinds, by);
  if (who.prefixBits < 32) admitInside(index, who, kinds, by);
  return {
    kinds,
    reachOf(list) {
      const { access, entries } = lists[list] ?? nowhere;
      const row = (by[list] ?? 0) - 1;
      return row < 0
        ? reachOf(who, access, unpackEntries(entries))
        : { kind: 'admitted', by: entryAt(entries, sorted.places[row] ?? 0) };
    },
  };
}

const noEntries = packEntries([]);
const nowhere: ReachList = { access: 'unknown', entries: noEntries };

/** Lets in what has an entry of just `bits` around the question, unless a narrower one did already. */
function admitAround(
  { sorted }: Index,
  who: Cidr,
  bits: number,
  kinds: Uint8Array,
  by: Uint32Array,
): void {
  const { network } = rangeAround(who.network, bits);
  for (let row = firstRowFrom(sorted, network, bits); row < sorted.length; row++) {
    if (sorted.networks[row] !== network || sorted.prefixBits[row] !== bits) return;
    const list = sorted.lists[row] ?? 0;
    if (by[list] !== 0) continue;
    by[list] = row + 1;
    kinds[list] = ADMITTED;
  }
}

/**
 * Goes through all entries inside the question, from its first address on: a list without a gap up to the
 * last lets in all of it, any other a part.
 */
function admitInside(
  { lists, sorted }: Index,
  who: Cidr,
  kinds: Uint8Array,
  by: Uint32Array,
): void {
  const beyond = lastAddress(who) + 1;
  // By list, the first address not yet covered, counted from the question's own; -1 after a gap.
  const next = new Float64Array(lists.length);
  const from = firstRowFrom(sorted, firstAddress(who), who.prefixBits + 1);
  const to = firstRowFrom(sorted, beyond, 0);
  for (let row = from; row < to; row++) {
    const list = sorted.lists[row] ?? 0;
    if (by[list] !== 0) continue;
    const start = (sorted.networks[row] ?? 0) - who.network;
    const covered = next[list] ?? 0;
    if (start > covered) next[list] = -1;
    else if (covered >= 0) next[list] = Math.max(covered, start + sizeOf(sorted, row));
    kinds[list] = next[list] === beyond - who.network ? ADMITTED : PARTLY;
  }
}

function sizeOf({ prefixBits }: SortedEntries, row: number): number {
  return 2 ** (32 - (prefixBits[row] ?? 0));
}

/** `joinReaches` in numbers. */
function askAll(index: Index, whos: readonly Cidr[]): ReachAnswers {
  const [first] = whos;
  if (first && whos.length === 1) return askOne(index, first);
  const kinds = index.untouched.slice();
  const each = whos.map((who) => askOne(index, who));
  for (let list = 0; list < kinds.length; list++) {
    let [admitted, touched] = [0, 0];
    for (const answers of each) {
      if (answers.kinds[list] === ADMITTED) admitted++;
      else if (answers.kinds[list] === PARTLY) touched++;
    }
    if (admitted + touched > 0) kinds[list] = admitted === whos.length ? ADMITTED : PARTLY;
  }
  return {
    kinds,
    reachOf: (list) => joinReaches(each.map((answers) => answers.reachOf(list))),
  };
}
