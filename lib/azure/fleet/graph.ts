import type { FleetRow, Unreadable } from '#lib/clusters/fleet/fleet';
import { clusterKey } from '#lib/clusters/resource-id';
import { summaryColumns } from '#lib/clusters/summary';
import type { Failure } from '#lib/failure';
import { ok, type Result } from '#lib/result';
import { readGraphPages } from './graph-pages.ts';
import type { GraphQuestion, RowTaker } from './resource-graph.ts';
import type { FleetPart, ReadItems, RowNamer } from './rows.ts';

const profile = 'properties.apiServerAccessProfile';

const clusters = "where type =~ 'microsoft.containerservice/managedclusters'";

/**
 * Only what a list shows: of a cluster's properties that is a third. Paths depend on letter case. The
 * column `id` is unique, so that pages neither overlap nor leave gaps while nothing comes or goes. First
 * stand those of whose list nothing is said: AKS is asked about them while the other pages are still to come.
 */
const query = [
  'resources',
  clusters,
  `extend told = iff(isnull(${profile}.authorizedIPRanges) and tostring(${profile}.enablePrivateCluster) != 'true', 0, 1)`,
  'order by told asc, id asc',
  `project ${summaryColumns.map((column) => `${column.name} = ${expressionFor(column)}`).join(', ')}`,
].join(' | ');

/** Three times as much to read. */
const plainQuery = `resources | ${clusters} | order by id asc | project id, location, tags, sku, properties`;

function expressionFor({ path, as }: (typeof summaryColumns)[number]): string {
  switch (as) {
    case 'text':
      return `tostring(${path})`;
    case 'joined':
      return `strcat_array(${path}, ',')`;
    case 'length':
      return `array_length(${path})`;
    default:
      return path;
  }
}

/** What Resource Graph shows of one directory. */
export type GraphFleet = FleetPart & {
  readonly subscriptionsCut: boolean;
  /** How many clusters Azure counted but did not list, even when it was asked again. */
  readonly missing: number;
};

/** The rows of one page. */
export type GraphRows = {
  readonly rows: readonly FleetRow[];
  /** All rows that have come so far, of every page. */
  readonly soFar: () => readonly FleetRow[];
  /** How many rows all pages have; undefined where Azure does not say. */
  readonly total: number | undefined;
};

/** Who asks, for which subscriptions, and what is known from last time. */
export type FleetQuestion = Omit<GraphQuestion, 'query'> & {
  /** How many clusters there were last time; 0 where nobody knows. */
  readonly expected: number;
  readonly makeTaker: () => RowTaker<ReadItems>;
  /** Asks for whole clusters, without anything that Resource Graph could object to. */
  readonly plain?: boolean;
  /** Called after every page. */
  readonly onPage: (page: GraphRows) => void;
};

/**
 * Every cluster that Resource Graph shows of one directory. A cluster that two pages hold counts once;
 * where fewer came than Azure counted, or pages disagreed about how many there are, all of it is read
 * once more, and one page after the other in case their numbers led nowhere.
 */
export async function readFleetGraph(
  question: FleetQuestion,
  namer: Promise<RowNamer>,
): Promise<Result<GraphFleet, Failure>> {
  const inQuery = question.plain ? plainQuery : query;
  const sink = makeSink();
  let expected = question.expected;
  let subscriptionsCut = false;
  for (let round = 1; round <= 2; round++) {
    const how = { expected, byToken: round > 1 };
    const pass = await readGraphPages({ ...question, query: inQuery }, how, {
      makeTaker: question.makeTaker,
      async takePage({ kept, from, total }) {
        const part = (await namer)(kept);
        sink.add(part, round, from);
        question.onPage({ rows: part.rows, soFar: sink.rows, total });
      },
    });
    if (!pass.ok) return pass;
    subscriptionsCut ||= pass.value.subscriptionsCut;
    const { total, agreed } = pass.value;
    if (total === undefined || (agreed && total === sink.count(round))) {
      sink.keepOnly(round);
      return ok({ ...sink.part(), subscriptionsCut, missing: 0 });
    }
    expected = total;
  }
  const missing = Math.max(0, expected - sink.count());
  return ok({ ...sink.part(), subscriptionsCut, missing });
}

/** When a row came last, and the number of the first row of its page. */
type Came = { readonly round: number; readonly page: number; readonly from: number };

/** Pages that follow a token come in order. */
const byToken = Number.MAX_SAFE_INTEGER;

/** Rows by the id of their cluster, and when each came last. */
function makeSink() {
  const rows = new Map<string, Came & { readonly row: FleetRow }>();
  const unreadable = new Map<string, { readonly place: Unreadable; readonly round: number }>();
  let nameless = 0;
  let pages = 0;
  /** By round, rows of clusters that the same page had already: Azure has those twice itself. */
  const doubles: number[] = [];

  function keepOnly(round: number): void {
    for (const kept of [rows, unreadable]) {
      for (const [key, each] of kept) if (each.round !== round) kept.delete(key);
    }
  }
  // In one order, whichever page came first: who sees the same clusters sees them in the same places.
  const current = () => [...rows.values()].sort((a, b) => a.from - b.from).map(({ row }) => row);
  return {
    add(part: FleetPart, round: number, from = byToken): void {
      const page = ++pages;
      for (const row of part.rows) {
        const key = clusterKey(row.id);
        if (rows.get(key)?.page === page) doubles[round] = (doubles[round] ?? 0) + 1;
        rows.set(key, { row, round, page, from });
      }
      for (const place of part.unreadable) {
        unreadable.set(place.scope.toLowerCase() || `${nameless++}`, { place, round });
      }
    },
    /** How many rows of Azure's these are that came in this round, or in any, each page's doubles with them. */
    count(round?: number): number {
      let count = doubles[round ?? doubles.length - 1] ?? 0;
      for (const kept of [rows, unreadable]) {
        for (const each of kept.values()) if (round === undefined || each.round === round) count++;
      }
      return count;
    },
    keepOnly,
    rows: current,
    part: (): FleetPart => ({
      rows: current(),
      unreadable: Array.from(unreadable.values(), ({ place }) => place),
    }),
  };
}
