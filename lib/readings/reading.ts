import { indexBytesFor } from '#lib/clusters/fleet/columns';
import type { Fleet, FleetListener, FleetRow, PartOfFleet } from '#lib/clusters/fleet/fleet';
import { replaceRows } from '#lib/clusters/fleet/successors';
import { packedOf } from '#lib/clusters/lazy-entries';
import { clusterKey } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { ownTurn } from '#lib/own-turn';
import { ok, type Result } from '#lib/result';
import type { Reading, SnapshotLimits } from './snapshots.ts';

/** Clusters as AKS itself says they are, by `clusterKey`. */
type DirectRows = ReadonlyMap<string, FleetRow>;

/** Where a fleet comes from, with one person's rights. */
export type FleetSource = {
  /** Reads the whole fleet, and reports parts of it meanwhile. */
  read(listener: FleetListener): Promise<Result<Fleet, Failure>>;
  /** Reads some clusters from AKS itself; those that cannot be read are left out. */
  readDirectly(rows: readonly FleetRow[]): Promise<DirectRows>;
  now(): number;
};

/** What has come so far of a fleet that is still being read. */
type FleetSoFar = PartOfFleet & {
  /** The number of the part, from 1. */
  readonly step: number;
  /** Settles once there is more. */
  readonly more: Promise<unknown>;
};

/** A fleet that is being read or has been. No promise of it rejects for what Azure may do. */
export type FleetReading = {
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  /** Settles once the first rows have come, or the reading is over without any. */
  readonly first: Promise<unknown>;
  /** Settles once everything has been read. */
  readonly whole: Promise<Result<Fleet, Failure>>;
  /** Settles once AKS has been asked about the clusters that Resource Graph does not tell all of. */
  readonly confirmed: Promise<unknown>;
  /** What has come so far; undefined once everything has come. */
  soFar(): FleetSoFar | undefined;
  isConfirmed(): boolean;
  /**
   * The fleet with the newest that is known of each cluster; the same object while nothing has changed.
   * `touched` says which clusters were changed: Resource Graph may be behind those, so they are read once
   * more after each change; what the person has changed at once, all else every few seconds.
   */
  current(touched: Touched): Promise<Result<Fleet, Failure>>;
};

/** When clusters were changed last, by `clusterKey`; `ownAt`: when a change of this person ended there. */
export type Touched = ReadonlyMap<
  string,
  { readonly at: number; readonly ownAt?: number | undefined }
>;

/** While a batch runs, some cluster moves each second. What others change is not looked at as often. */
const pauseMs = 5_000;

/**
 * A minute: long enough to filter, sort and turn pages without asking Azure, short enough that the age
 * on the page stays small. The bytes are ten fleets of 10,000 clusters with 200 entries each.
 */
export const fleetLimits: SnapshotLimits = { maxAgeMs: 60_000, maxBytes: 256 * 2 ** 20 };

/** Starts to read a fleet. What has been read is kept and counts with its bytes; a failure is not kept. */
export function startReading(source: FleetSource): Reading<FleetReading> {
  let soFar: FleetSoFar | undefined;
  let next = Promise.withResolvers<void>();
  const first = next.promise;
  const newest = newestRows(source);
  const whole = source
    .read({
      onRows: newest.confirmAhead,
      onPart(part) {
        const { resolve } = next;
        next = Promise.withResolvers();
        soFar = { ...part, step: (soFar?.step ?? 0) + 1, more: next.promise };
        resolve();
      },
    })
    .finally(() => {
      soFar = undefined;
      next.resolve();
    });
  let isConfirmed = false;
  const confirmed = whole
    .then((fleet) => (fleet.ok ? newest.confirm(fleet.value) : undefined))
    .then(
      () => {
        isConfirmed = true;
      },
      // Who waits for `whole` hears of it.
      () => undefined,
    );
  const value: FleetReading = {
    startedAt: new Date(source.now()).toISOString(),
    first,
    whole,
    confirmed,
    soFar: () => soFar,
    isConfirmed: () => isConfirmed,
    async current(touched) {
      const fleet = await whole;
      return fleet.ok ? ok(await newest.after(fleet.value, touched)) : fleet;
    },
  };
  const settled = whole.then(
    async (fleet) => {
      if (!fleet.ok) return undefined;
      // After whoever waits for the rows: to weigh them takes a while.
      await ownTurn();
      return weighing(fleet.value, newest.rows);
    },
    () => undefined,
  );
  return { value, settled };
}

/** To confirm what is open, no more subscriptions are asked than this. */
const mostSubscriptions = 500;

/** Rows that AKS itself told, in the place of what Resource Graph had told. */
function newestRows(source: FleetSource) {
  const readAt = new Map<string, number>();
  const confirming = new Set<string>();
  const ahead: Promise<DirectRows>[] = [];
  let newest: Fleet | undefined;
  let lastAfter = Number.NEGATIVE_INFINITY;
  let queue: Promise<unknown> = Promise.resolve();

  async function ask(rows: readonly FleetRow[]): Promise<DirectRows> {
    if (rows.length === 0) return new Map();
    const at = source.now();
    for (const row of rows) readAt.set(clusterKey(row.id), at);
    return source.readDirectly(rows);
  }

  function put(fleet: Fleet, direct: DirectRows): void {
    newest ??= fleet;
    if (direct.size === 0) return;
    const rows = replaceRows(newest.rows, direct);
    newest = { ...newest, rows, asOf: justAfter(newest.asOf) };
  }

  function toConfirm(rows: readonly FleetRow[]): readonly FleetRow[] {
    return rows.filter((row) => {
      if (!isUnconfirmed(row) || readAt.has(clusterKey(row.id))) return false;
      const { subscriptionId } = row.id;
      if (confirming.size < mostSubscriptions) confirming.add(subscriptionId);
      return confirming.has(subscriptionId);
    });
  }

  /** One after the other, so that an older reading never covers a newer one. */
  function inTurn(task: () => Promise<void>): Promise<void> {
    const turn = queue.then(task);
    queue = turn.catch(() => undefined);
    return turn;
  }

  return {
    /** Undefined until there was something to put in the place of others. */
    rows: () => newest?.rows,
    /**
     * Asks about what is open among rows that have come, while others are still on their way: a round
     * trip less. A subscription whose clusters are on two pages is asked twice then.
     */
    confirmAhead(rows: readonly FleetRow[]): void {
      const asked = ask(toConfirm(rows));
      // Who waits in `confirm` hears of it, if the fleet comes to that.
      asked.catch(() => undefined);
      ahead.push(asked);
    },
    confirm: (fleet: Fleet) =>
      inTurn(async () => {
        const direct = await Promise.all([...ahead, ask(toConfirm(fleet.rows))]);
        put(fleet, new Map(direct.flatMap((some) => [...some])));
      }),
    async after(fleet: Fleet, touched: Touched): Promise<Fleet> {
      const isBehind = (key: string, at: number | undefined) =>
        (at ?? -1) >= (readAt.get(key) ?? 0);
      const isDue = source.now() >= lastAfter + pauseMs;
      const isAwaited = [...touched].some(([key, { at, ownAt }]) =>
        isBehind(key, isDue ? at : ownAt),
      );
      const rowsBehind = () =>
        (newest ?? fleet).rows.filter(({ id }) => {
          const key = clusterKey(id);
          return isBehind(key, touched.get(key)?.at);
        });
      // Also those that are not in this fleet, so that nobody looks for them again.
      const noteRead = (at: number) => {
        lastAfter = at;
        for (const key of touched.keys()) readAt.set(key, Math.max(at, readAt.get(key) ?? 0));
      };
      // With nothing to ask there is no turn to wait for: AKS may take a minute to confirm what is open.
      if (isAwaited && rowsBehind().length === 0) noteRead(source.now());
      else if (isAwaited) {
        await inTurn(async () => {
          const at = source.now();
          lastAfter = at;
          put(fleet, await ask(rowsBehind()));
          noteRead(at);
        });
      }
      return newest ?? fleet;
    },
  };
}

/** Nearly as old, but newer to whoever compares two readings: a browser that has rows of the one before. */
function justAfter(moment: string): string {
  return new Date(Date.parse(moment) + 1).toISOString();
}

/** Only AKS can tell whether a cluster is open that Resource Graph says nothing of. */
function isUnconfirmed({ access, accessConfirmed }: FleetRow): boolean {
  return !accessConfirmed && (access === 'open' || access === 'unknown');
}

/** The rows of Resource Graph stay, and so does an index that was built over them before AKS confirmed some. */
function weighing({ rows }: Fleet, newest: () => readonly FleetRow[] | undefined): () => number {
  const bytes = bytesOf(rows);
  return () => bytes + indexBytesFor([rows, newest() ?? rows]);
}

/** Measured over 10,000 rows, and rounded up: a row, and an entry of a list (kept once where equal). */
const rowBytes = 1_500;
const entryBytes = 5;

function bytesOf(rows: readonly FleetRow[]): number {
  const lists = new Set(rows.map(packedOf));
  let bytes = rows.length * rowBytes;
  for (const { length } of lists) bytes += length * entryBytes;
  return bytes;
}
