import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import { askGraph, type GraphPage, type GraphQuestion, graphPageSize } from './resource-graph.ts';

/** Takes the rows of a page, whichever comes first. */
export type TakeItems = (items: readonly unknown[], total: number | undefined) => Promise<void>;

/** How one reading of all pages went. */
export type GraphPass = {
  /** How many rows there are, the most that a page said; undefined where none said it. */
  readonly total: number | undefined;
  /** Every page said the same. */
  readonly agreed: boolean;
  readonly subscriptionsCut: boolean;
};

/** A page of fewer rows than this is never asked for in halves. */
const fewestRows = 250;

/**
 * Reads all pages of a query. The first says how many rows there are, the others are asked for side by
 * side, by number: in the order of a unique column that is documented ("skip the first 3,000 records")
 * and saves a round trip for each. With `expected` rows from last time, not even the first is waited for.
 *
 * Rows may come twice and, where clusters come and go meanwhile, be missed: whoever takes them counts.
 * With `byToken` each page is asked for as the one before names it, wherever it does.
 */
export async function readGraphPages(
  question: GraphQuestion,
  { expected, byToken }: { readonly expected: number; readonly byToken: boolean },
  take: TakeItems,
): Promise<Result<GraphPass, Failure>> {
  const pass = makePass(question, take);
  const knownRows = byToken ? 0 : roundUp(expected);
  const ahead = spansOf(graphPageSize, knownRows).map(([from, to]) => pass.readSpan(from, to));
  const first = await pass.readFirst(graphPageSize);
  if (!first.ok) {
    await Promise.all(ahead);
    return first;
  }
  const { items, total, skipToken } = first.value;
  const rest =
    total === undefined || (byToken && skipToken !== undefined)
      ? [pass.follow(skipToken)]
      : [
          ...spansOf(items.length, Math.min(total, graphPageSize)),
          ...spansOf(Math.max(graphPageSize, knownRows), total),
        ].map(([from, to]) => pass.readSpan(from, to));
  const failed = (await Promise.all([...ahead, ...rest])).find((failure) => failure !== undefined);
  return failed ? err(failed) : ok(pass.outcome());
}

function makePass(question: GraphQuestion, take: TakeItems) {
  const totals = new Set<number | undefined>();
  let subscriptionsCut = false;

  async function ask(span: Parameters<typeof askGraph>[1]): Promise<Result<GraphPage, Failure>> {
    const page = await askGraph(question, span);
    if (!page.ok) return page;
    totals.add(page.value.total);
    subscriptionsCut ||= page.value.subscriptionsCut;
    await take(page.value.items, page.value.total);
    return page;
  }

  /** Fewer at a time where so many are refused: an answer may have 16 MB at the most. */
  async function readFirst(rows: number): Promise<Result<GraphPage, Failure>> {
    const page = await ask({ from: 0, to: rows });
    const isRefused = !page.ok && page.error.code === 'objection';
    return isRefused && rows / 2 >= fewestRows ? readFirst(rows / 2) : page;
  }

  async function readSpan(from: number, to: number): Promise<Failure | undefined> {
    const page = await ask({ from, to });
    if (page.ok) {
      const next = from + page.value.items.length;
      const end = Math.min(to, page.value.total ?? to);
      // A short page goes on where it ended; an empty one is the end.
      return next > from && next < end ? readSpan(next, to) : undefined;
    }
    if (page.error.code !== 'objection' || (to - from) / 2 < fewestRows) return page.error;
    const middle = Math.ceil((from + to) / 2);
    const halves = await Promise.all([readSpan(from, middle), readSpan(middle, to)]);
    return halves.find((failure) => failure !== undefined);
  }

  /** Page after page, where Azure does not say how many there are. */
  async function follow(first: string | undefined): Promise<Failure | undefined> {
    const seen = new Set<string>();
    for (let skipToken = first; skipToken !== undefined; ) {
      if (seen.has(skipToken)) return repeated;
      seen.add(skipToken);
      const page = await ask({ skipToken });
      if (!page.ok) return page.error;
      skipToken = page.value.skipToken;
    }
    return undefined;
  }

  const outcome = (): GraphPass => {
    const said = [...totals].filter((total) => total !== undefined);
    const total = said.length === 0 ? undefined : Math.max(...said);
    return { total, agreed: totals.size === 1, subscriptionsCut };
  };
  return { readFirst, readSpan, follow, outcome };
}

/** The pages from one row to another, as numbers of rows. */
function spansOf(from: number, to: number): readonly (readonly [from: number, to: number])[] {
  const pages = Math.max(0, Math.ceil((to - from) / graphPageSize));
  return Array.from({ length: pages }, (_, page) => {
    const start = from + page * graphPageSize;
    return [start, Math.min(start + graphPageSize, to)] as const;
  });
}

function roundUp(rows: number): number {
  return Math.ceil(rows / graphPageSize) * graphPageSize;
}

const repeated: Failure = {
  code: 'azure-error',
  status: 200,
  azureMessage: 'Resource Graph repeats a page',
};
