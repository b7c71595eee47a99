import type { Access } from './access.ts';
import type { Cidr } from './ipv4.ts';
import { coversNothing, entryAt, type PackedEntries } from './packed-entries.ts';
import { type Reach, reachOf } from './reach.ts';

/**
 * As `reachOf`. Only of entries that have to do with `who` texts are made: inside it, or no range, which
 * might admit anybody.
 */
export function reachOfPacked(who: Cidr, access: Access, packed: PackedEntries): Reach {
  if (access !== 'restricted') return reachOf(who, access, []);
  const { length, networks, prefixBits } = packed;
  let narrowest = -1;
  const others: number[] = [];
  for (let i = 0; i < length; i++) {
    const bits = prefixBits[i] ?? coversNothing;
    if (bits === coversNothing) {
      others.push(i);
      continue;
    }
    // What differs above the shorter of the two prefixes has nothing in common.
    const common = Math.min(bits, who.prefixBits);
    if (common > 0 && ((networks[i] ?? 0) ^ who.network) >>> (32 - common) !== 0) continue;
    if (bits > who.prefixBits) others.push(i);
    else if (narrowest < 0 || bits > (prefixBits[narrowest] ?? 0)) narrowest = i;
  }
  if (narrowest >= 0) return { kind: 'admitted', by: entryAt(packed, narrowest) };
  const texts = others.map((at) => entryAt(packed, at));
  return reachOf(who, access, texts);
}
