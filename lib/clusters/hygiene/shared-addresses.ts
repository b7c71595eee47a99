import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { packedOf } from '#lib/clusters/lazy-entries';

/** A single address that stands in the lists of many clusters. */
type SharedAddress = {
  /** As an unsigned 32-bit integer. */
  readonly address: number;
  readonly count: number;
  /** Where in `rows` its clusters stand, made when asked for. */
  readonly rows: () => readonly number[];
};

/** From so many clusters on an address is on many. */
export const manyClusters = 5;

// One number holds an address (32 bits) and the number of a row (20): a million clusters.
const rowRoom = 2 ** 20;

/**
 * Single addresses that stand on `manyClusters` or more, in ascending order. All entries of all clusters
 * are sorted together, as numbers.
 */
export function sharedAddresses(rows: readonly FleetRow[]): readonly SharedAddress[] {
  const keys = addressKeys(rows.slice(0, rowRoom));
  const shared: SharedAddress[] = [];
  let [start, count, current, last] = [0, 0, -1, -1];
  const close = (end: number) => {
    if (count < manyClusters) return;
    const from = start;
    const numbers = () => [...new Set(keys.subarray(from, end))].map((key) => key % rowRoom);
    shared.push({ address: current, count, rows: numbers });
  };
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] ?? 0;
    const address = Math.floor(key / rowRoom);
    if (address !== current) {
      close(at);
      [start, count, current] = [at, 0, address];
    }
    // Twice in one list counts once.
    if (key !== last) count++;
    last = key;
  }
  close(keys.length);
  return shared;
}

function addressKeys(rows: readonly FleetRow[]): Float64Array {
  const lists = rows.map(packedOf);
  const keys = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let count = 0;
  for (const [row, { length, networks, prefixBits }] of lists.entries()) {
    for (let at = 0; at < length; at++) {
      if (prefixBits[at] === 32) keys[count++] = (networks[at] ?? 0) * rowRoom + row;
    }
  }
  return keys.subarray(0, count).sort();
}
