import { type PackedEntries, packEntries, unpackEntries } from '#lib/ranges/packed-entries';

/** Whatever has a list of entries. */
export type Listed = { readonly entries: readonly string[] };

// Not enumerable: a copy with another list must not carry the numbers of this one along. Pages and routes
// are bundles with a copy of this module each, and look at the same rows: one symbol for all of them.
const packedKey: unique symbol = Symbol.for('drawbridge packed entries');

type Packed = { readonly [packedKey]: PackedEntries };

/** Of every object the same function, so that ten thousand rows have one shape. */
const unpacksItself = {
  enumerable: true,
  get(this: Packed) {
    return unpackEntries(this[packedKey]);
  },
};

/**
 * Gives `of` the list `packed` as `entries`. The texts are made whenever somebody reads `entries`: read it
 * once, and where numbers do, take `packedOf`.
 */
export function withEntries<T extends object>(of: T, packed: PackedEntries): T & Listed {
  Object.defineProperty(of, packedKey, { value: packed });
  Object.defineProperty(of, 'entries', unpacksItself);
  if (!isListed(of)) throw new Error('A list was not given');
  return of;
}

/** The list as numbers; at no cost for what `withEntries` has made. */
export function packedOf(of: Listed): PackedEntries {
  return isPacked(of) ? of[packedKey] : packEntries(of.entries);
}

function isPacked(of: object): of is Packed {
  return packedKey in of;
}

function isListed<T extends object>(of: T): of is T & Listed {
  return 'entries' in of;
}
