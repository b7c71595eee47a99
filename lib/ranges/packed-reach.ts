import type { Access } from './access.ts';
import type { Cidr } from './cidr.ts';
import { coversNothing, entryAt, type PackedEntries, unpackEntries } from './packed-entries.ts';
import { type Reach, reachOf } from './reach.ts';

/** As `reachOf`, without making texts of the entries that have nothing to do with `who`. */
export function reachOfPacked(who: Cidr, access: Access, packed: PackedEntries): Reach {
  if (access !== 'restricted') return reachOf(who, access, []);
  const { length, networks, prefixBits } = packed;
  let narrowest = -1;
  let touches = false;
  for (let i = 0; i < length; i++) {
    const bits = prefixBits[i] ?? coversNothing;
    // What differs above the shorter of the two prefixes has nothing in common.
    const common = Math.min(bits, who.prefixBits);
    const differs = common > 0 && ((networks[i] ?? 0) ^ who.network) >>> (32 - common) !== 0;
    if (bits === coversNothing || bits > who.prefixBits) touches ||= !differs;
    else if (!differs && (narrowest < 0 || bits > (prefixBits[narrowest] ?? 0))) narrowest = i;
  }
  if (narrowest >= 0) return { kind: 'admitted', by: entryAt(packed, narrowest) };
  return touches || packed.unusual.size > 0
    ? reachOf(who, access, unpackEntries(packed))
    : { kind: 'blocked' };
}
