import type { ObjectBytes } from '#lib/azure/http/item-scanner';
import type { ClusterSummary } from '#lib/clusters/summary';
import { ownTurn } from '#lib/own-turn';
import { parseJson } from '#lib/parse-json';

/**
 * What was read lately from rows of Resource Graph, by the bytes they came as. A team looks at one fleet, each of
 * them again and again, and hardly a row of it changes: who is sent the same bytes is given the same object. It is
 * found by all of these bytes and by nothing else, so nobody is told what Azure has not told them.
 */
export type RowMemory = {
  /** What was read from each of these; undefined where one is not known. */
  of(rows: ObjectBytes): readonly ClusterSummary[] | undefined;
  /**
   * Keeps, a second from now, what was read from each of these: who waits for them comes first. Nothing is kept where
   * they turn out to be no objects.
   */
  keepLater(rows: ObjectBytes, clusters: readonly (ClusterSummary | undefined)[]): void;
};

type RowMemoryLimits = {
  /** What nobody is sent for so long, or for up to twice as long, is forgotten. */
  readonly maxAgeMs: number;
  /** Of rows, besides the objects: about half of what there may be at most. */
  readonly maxBytes: number;
};

/** The bytes are 10,000 rows with lists of 200 entries. */
const usual: RowMemoryLimits = { maxAgeMs: 5 * 60_000, maxBytes: 48 * 2 ** 20 };

const laterMs = 1000;

/** A part of `bytes`, and what was read from it. */
type Kept = Row & { readonly cluster: ClusterSummary };
type Row = { readonly bytes: Buffer; readonly from: number; readonly to: number };

export function makeRowMemory({ maxAgeMs, maxBytes }: RowMemoryLimits = usual): RowMemory {
  let recent = new Map<number, Kept>();
  let older = new Map<number, Kept>();
  let size = 0;
  let timer: NodeJS.Timeout | undefined;

  function age(): void {
    clearTimeout(timer);
    older = recent;
    recent = new Map();
    size = 0;
    timer = older.size > 0 ? setTimeout(age, maxAgeMs).unref() : undefined;
  }

  function keep(key: number, kept: Kept): void {
    const length = kept.to - kept.from;
    if (size + length > maxBytes) age();
    timer ??= setTimeout(age, maxAgeMs).unref();
    size += length;
    recent.set(key, kept);
  }

  function find(row: Row): ClusterSummary | undefined {
    const key = keyOf(row);
    const last = recent.get(key);
    if (last && areSame(last, row)) return last.cluster;
    const kept = older.get(key);
    if (!kept || !areSame(kept, row)) return undefined;
    keep(key, kept);
    return kept.cluster;
  }

  function keepNow(rows: readonly Row[], clusters: readonly (ClusterSummary | undefined)[]): void {
    const isFresh = rows.map((row) => find(row) === undefined);
    // Of a few, the bytes of all would be too many to hold.
    const areMost = isFresh.filter(Boolean).length > rows.length / 2;
    for (const [at, row] of rows.entries()) {
      const cluster = clusters[at];
      if (cluster && isFresh[at]) keep(keyOf(row), { ...(areMost ? row : copyOf(row)), cluster });
    }
  }

  return {
    of(rows) {
      const found: ClusterSummary[] = [];
      for (const row of rowsIn(rows)) {
        const cluster = find(row);
        if (!cluster) return undefined;
        found.push(cluster);
      }
      return found;
    },
    keepLater(objects, clusters) {
      setTimeout(async () => {
        await ownTurn();
        const rows = [...rowsIn(objects)];
        if (rows.every(isObject)) keepNow(rows, clusters);
      }, laterMs).unref();
    },
  };
}

function* rowsIn({ bytes, ends }: ObjectBytes): Generator<Row> {
  let from = 0;
  for (const to of ends) {
    yield { bytes, from, to };
    from = to + 1;
  }
}

/** A resource id is rarely longer, and all of it together with what begins a JSON object. */
const bytesOfKey = 256;

/** The start of a row as a number, its id mostly. Where two share it, only one of them is known. */
function keyOf({ bytes, from, to }: Row): number {
  const end = Math.min(to, from + bytesOfKey);
  let hash = 0;
  for (let at = from; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 16_777_619);
  return hash;
}

function areSame(one: Row, { bytes, from, to }: Row): boolean {
  return one.bytes.compare(bytes, from, to, one.from, one.to) === 0;
}

function isObject({ bytes, from, to }: Row): boolean {
  const parsed = parseJson(bytes.toString('utf8', from, to));
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
}

function copyOf({ bytes, from, to }: Row): Row {
  return { bytes: Buffer.from(bytes.subarray(from, to)), from: 0, to: to - from };
}
