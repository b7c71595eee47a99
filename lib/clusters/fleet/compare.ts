import { z } from 'zod';
import { clusterReach } from '#lib/clusters/reach';
import { coverageOf } from '#lib/ranges/entry';
import { type Cidr, formatCidr } from '#lib/ranges/ipv4';
import type { NamedLocation } from '#lib/ranges/named-location';
import { type Reach, reachKinds } from '#lib/ranges/reach';
import { columnsOf } from './columns.ts';
import type { FleetRow } from './fleet.ts';
import { type Question, rangeLabel, readQuestion } from './question.ts';
import { applyFleetView } from './view.ts';
import { type FleetView, fleetViewQuery, parseFleetView } from './view-url.ts';

/** How many of the most common entries are compared; the first is the default. */
export const commonCounts = [10, 0, 5, 20] as const;

const commonSchema = z.preprocess(Number, z.literal(commonCounts)).catch(commonCounts[0]);

/** Clusters against ranges: the clusters of a view, and the ranges it asks `from`. All is in the URL. */
export type CompareView = {
  readonly view: FleetView;
  readonly common: (typeof commonCounts)[number];
  /** Whether what the operator calls by a name is compared. */
  readonly named: boolean;
};

/** Reads a comparison from the URL's parameters, those of the fleet, `common` and `named`. */
export function parseCompareView(
  searchParams: Readonly<Record<string, string | string[] | undefined>>,
): CompareView {
  return {
    view: parseFleetView(searchParams),
    common: commonSchema.parse(searchParams['common'] ?? commonCounts[0]),
    named: searchParams['named'] !== '0',
  };
}

/** The link to a comparison. */
export function compareHref({ view, common, named }: CompareView): `/clusters/compare${string}` {
  const params = [
    fleetViewQuery(view),
    common === commonCounts[0] ? '' : `common=${common}`,
    named ? '' : 'named=0',
  ].filter((part) => part !== '');
  return params.length === 0 ? '/clusters/compare' : `/clusters/compare?${params.join('&')}`;
}

/** One range that is compared. */
export type CompareColumn = {
  readonly range: Cidr;
  /** `You`, what the operator calls it, or the range; a single address without its prefix. */
  readonly label: string;
  readonly why: 'you' | 'asked' | 'named' | 'common';
  /** Clusters of the whole fleet that let all of it in. */
  readonly letsIn: number;
  /** Lists that hold it as it is; only of the common ones. */
  readonly lists?: number | undefined;
};

/** One page of clusters against ranges. */
export type Comparison = {
  readonly question: Question;
  readonly columns: readonly CompareColumn[];
  readonly rows: readonly { readonly row: FleetRow; readonly cells: readonly Reach[] }[];
  readonly total: number;
  readonly page: number;
};

/** What is known besides the rows of a fleet and the view of them. */
type Known = {
  /** Dotted IPv4: a range of its own. */
  readonly own?: string | undefined;
  /** Each of their ranges is one, too. */
  readonly locations?: readonly NamedLocation[];
  /** The rows that the view filters, while ranges are common, and counted, among all. */
  readonly asked?: readonly FleetRow[];
};

/** Holds the clusters on one page of the view against the ranges that are compared. */
export function compareFleet(
  rows: readonly FleetRow[],
  { view, common, named }: CompareView,
  { own, locations = [], asked = rows }: Known,
): Comparison {
  const question = readQuestion(view.from, own);
  const columns = compareColumns(rows, question, common, {
    own,
    locations: named ? locations : [],
  });
  const { rows: shown, total, page } = applyFleetView(asked, view, own);
  return {
    question,
    columns,
    rows: shown.map((row) => ({
      row,
      cells: columns.map(({ range }) => clusterReach(row, [range])),
    })),
    total,
    page,
  };
}

/** Every range once, for the first reason there is: mine, asked about, named, common. */
function compareColumns(
  rows: readonly FleetRow[],
  question: Question,
  common: number,
  { own, locations = [] }: Known,
): readonly CompareColumn[] {
  const you = own === undefined ? undefined : coverageOf(own);
  const columns = new Map<string, Omit<CompareColumn, 'letsIn'>>();
  const add = (column: Omit<CompareColumn, 'letsIn'>) => {
    const key = formatCidr(column.range);
    if (!columns.has(key)) columns.set(key, column);
    return columns.size;
  };
  const called = locations.flatMap(({ name, ranges }) =>
    ranges.map((range) => {
      return { range, label: ranges.length === 1 ? name : `${name} ${rangeLabel(range)}` };
    }),
  );
  const names = new Map(called.toReversed().map(({ range, label }) => [formatCidr(range), label]));
  if (you) add({ range: you, label: 'You', why: 'you' });
  for (const range of question.isMine ? [] : question.ranges) {
    add({ range, label: names.get(formatCidr(range)) ?? rangeLabel(range), why: 'asked' });
  }
  for (const each of called) add({ ...each, why: 'named' });
  const most = columns.size + common;
  // The most common could all be there for another reason already.
  const wanted = common === 0 ? 0 : most;
  for (const { range, lists } of wanted === 0 ? [] : columnsOf(rows).commonest(wanted)) {
    // What stands in one list alone is common to nobody.
    if (columns.size < most && lists > 1)
      add({ range, label: rangeLabel(range), why: 'common', lists });
  }
  return [...columns.values()].map((column) => ({
    ...column,
    letsIn: countLetIn(rows, column.range),
  }));
}

function countLetIn(rows: readonly FleetRow[], range: Cidr): number {
  const { codes } = columnsOf(rows).reach([range]);
  let count = 0;
  for (let at = 0; at < codes.length; at++) {
    const kind = reachKinds[codes[at] ?? 0];
    if (kind === 'admitted' || kind === 'open') count++;
  }
  return count;
}
