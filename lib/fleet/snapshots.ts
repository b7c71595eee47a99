/** A reading under way. `settled` never rejects. */
export type Reading<T> = {
  readonly value: T;
  /** Once all is there: the bytes it holds on to; undefined where there is nothing worth keeping. */
  readonly settled: Promise<number | undefined>;
};

/** What was read for each owner, kept for a while so that the next page asks nobody. */
export type Snapshots<T> = {
  /** What this owner has under this name: fresh, or being read right now, or else read anew. */
  of(owner: string, name: string, read: () => Reading<T>): T;
  /** Forgets all that was read for this owner, also what is still under way. */
  drop(owner: string): void;
  /** What all of it holds on to. */
  bytes(): number;
};

/** How long and how much is kept. */
export type SnapshotLimits = {
  /** Counted from when all was there. */
  readonly maxAgeMs: number;
  /** Of all owners together; the oldest go first. */
  readonly maxBytes: number;
};

type Kept<T> = { readonly owner: string; readonly value: T; bytes: number };

/**
 * Keeps readings in this process. A name is looked up under its owner only, so what one owner's rights
 * have read is never another's. Who asks while it is being read gets the same reading.
 */
export function makeSnapshots<T>({ maxAgeMs, maxBytes }: SnapshotLimits): Snapshots<T> {
  const kept = new Map<string, Kept<T>>();

  function makeRoom(): void {
    let total = sumOf(kept.values());
    for (const [key, { bytes }] of kept) {
      if (total <= maxBytes) return;
      // What is still being read holds nothing yet, and others wait for it.
      if (bytes === 0) continue;
      kept.delete(key);
      total -= bytes;
    }
  }

  function keep(key: string, snapshot: Kept<T>, bytes: number | undefined): void {
    // Dropped meanwhile: it serves those who hold it, and is found by nobody else.
    if (kept.get(key) !== snapshot) return;
    kept.delete(key);
    if (bytes === undefined) return;
    snapshot.bytes = Math.max(1, bytes);
    kept.set(key, snapshot);
    makeRoom();
    const forget = () => kept.get(key) === snapshot && kept.delete(key);
    setTimeout(forget, maxAgeMs).unref();
  }

  return {
    of(owner, name, read) {
      const key = JSON.stringify([owner, name]);
      const known = kept.get(key);
      if (known) return known.value;
      const { value, settled } = read();
      const snapshot = { owner, value, bytes: 0 };
      kept.set(key, snapshot);
      void settled.then((bytes) => keep(key, snapshot, bytes));
      return value;
    },
    drop(owner) {
      for (const [key, snapshot] of kept) if (snapshot.owner === owner) kept.delete(key);
    },
    bytes: () => sumOf(kept.values()),
  };
}

function sumOf(kept: Iterable<{ readonly bytes: number }>): number {
  let total = 0;
  for (const { bytes } of kept) total += bytes;
  return total;
}
