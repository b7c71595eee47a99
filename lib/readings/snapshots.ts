/** A reading under way. `settled` never rejects. */
export type Reading<T> = {
  readonly value: T;
  /**
   * Resolves when the reading is complete, to a function that tells how many bytes it holds (which
   * may grow as indexes are built over it); or to undefined when it is not worth keeping.
   */
  readonly settled: Promise<(() => number) | undefined>;
};

/** What was read for each owner, kept for a while so that the next page asks nobody. */
export type Snapshots<T> = {
  /** The reading of this owner under this name: the kept one, the one under way, or else a new one. */
  of(owner: string, name: string, read: () => Reading<T>): T;
  /** Forgets every reading of this owner, those under way too. */
  drop(owner: string): void;
  /** How many bytes all readings hold together. */
  bytes(): number;
};

/** How long and how much is kept. */
export type SnapshotLimits = {
  /** Counted from when all was there. */
  readonly maxAgeMs: number;
  /** Of all owners together; the oldest go first. */
  readonly maxBytes: number;
};

/** `weigh` is missing while the reading is under way. */
type Kept<T> = { readonly owner: string; readonly value: T; weigh?: () => number };

/**
 * Keeps readings in this process. A name is looked up under its owner only, so what one owner's rights
 * have read is never another's. Who asks while it is being read gets the same reading.
 */
export function makeSnapshots<T>({ maxAgeMs, maxBytes }: SnapshotLimits): Snapshots<T> {
  const kept = new Map<string, Kept<T>>();

  function makeRoom(): void {
    let total = sumOf(kept.values());
    for (const [key, { weigh }] of kept) {
      if (total <= maxBytes) return;
      // Others wait for what is still being read.
      if (!weigh) continue;
      kept.delete(key);
      total -= weigh();
    }
  }

  function keep(key: string, snapshot: Kept<T>, weigh: (() => number) | undefined): void {
    // Dropped meanwhile: it serves those who hold it, and is found by nobody else.
    if (kept.get(key) !== snapshot) return;
    kept.delete(key);
    if (weigh === undefined) return;
    snapshot.weigh = weigh;
    kept.set(key, snapshot);
    makeRoom();
    const forget = () => kept.get(key) === snapshot && kept.delete(key);
    setTimeout(forget, maxAgeMs).unref();
  }

  return {
    of(owner, name, read) {
      const key = JSON.stringify([owner, name]);
      // What was asked of some of them since may have made them heavier.
      makeRoom();
      const known = kept.get(key);
      if (known) return known.value;
      const { value, settled } = read();
      const snapshot = { owner, value };
      kept.set(key, snapshot);
      void settled.then((weigh) => keep(key, snapshot, weigh));
      return value;
    },
    drop(owner) {
      for (const [key, snapshot] of kept) if (snapshot.owner === owner) kept.delete(key);
    },
    bytes: () => sumOf(kept.values()),
  };
}

function sumOf(kept: Iterable<{ readonly weigh?: () => number }>): number {
  let total = 0;
  for (const { weigh } of kept) total += weigh?.() ?? 0;
  return total;
}
