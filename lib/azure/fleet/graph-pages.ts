import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import {
  askGraph,
  type GraphPage,
  type GraphQuestion,
  type GraphSpan,
  graphPageSize,
  objectsToQuestion,
  type RowTaker,
} from './resource-graph.ts';

/** What becomes of the rows. */
type PageTaker<Kept> = {
  readonly makeTaker: () => RowTaker<Kept>;
  /** Called with each whole page, in whatever order they arrive. */
  readonly takePage: (page: GraphPage<Kept>) => Promise<void> | void;
};

/** How one reading of all pages went. */
type GraphPass = {
  /** How many rows there are, the most that a page said; undefined where none said it. */
  readonly total: number | undefined;
  /** Whether every page named the same total. */
  readonly agreed: boolean;
  readonly subscriptionsCut: boolean;
};

/** A page of fewer rows than this is never asked for in halves. */
const fewestRows = 250;

/**
 * Reads all pages of a query. The first says how many rows there are before they come, and then the others
 * are asked for side by side, by number: in the order of a unique column that is documented ("skip the first 3,000 records")
 * and saves a round trip for each. With `expected` rows not even the first is waited for.
 *
 * Rows may come twice and, where clusters come and go meanwhile, be missed: whoever takes them counts.
 * With `byToken` each page is asked for as the one before names it, wherever it does.
 */
export async function readGraphPages<Kept>(
  question: GraphQuestion,
  { expected, byToken }: { readonly expected: number; readonly byToken: boolean },
  taker: PageTaker<Kept>,
): Promise<Result<GraphPass, Failure>> {
  const pass = makePass(question, taker);
  const knownRows = byToken ? 0 : roundUp(expected);
  const ahead = spansOf(graphPageSize, knownRows).map((span) => ({
    from: span[0],
    read: pass.readSpan(...span),
  }));
  let others: readonly Promise<Failure | undefined>[] | undefined;
  const askOthers = (total: number) => {
    others ??= pass.readSpans(Math.max(graphPageSize, knownRows), total);
  };
  const first = await pass.readFirst(graphPageSize, byToken ? undefined : askOthers);
  if (!first.ok) {
    await Promise.all([...ahead.map(({ read }) => read), ...(others ?? [])]);
    return first;
  }
  const { length, total, skipToken } = first.value;
  const rest = [];
  if (total === undefined || (byToken && skipToken !== undefined)) {
    rest.push(pass.follow(skipToken));
  } else {
    askOthers(total);
    rest.push(...pass.readSpans(length, Math.min(total, graphPageSize)));
  }
  // What was expected beyond the last row is not waited for, and may have failed.
  const wanted = ahead.filter(({ from }) => from < (total ?? knownRows)).map(({ read }) => read);
  const outcomes = await Promise.all([...wanted, ...(others ?? []), ...rest]);
  const failed = outcomes.find((failure) => failure !== undefined);
  return failed ? err(failed) : ok(pass.outcome());
}

function makePass<Kept>(question: GraphQuestion, { makeTaker, takePage }: PageTaker<Kept>) {
  const totals = new Set<number | undefined>();
  let subscriptionsCut = false;

  async function ask(
    span: GraphSpan,
    onTotal?: (total: number) => void,
  ): Promise<Result<GraphPage<Kept>, Failure>> {
    const page = await askGraph(question, span, makeTaker, onTotal);
    if (!page.ok) return page;
    totals.add(page.value.total);
    subscriptionsCut ||= page.value.subscriptionsCut;
    await takePage(page.value);
    return page;
  }

  /** Fewer at a time where so many are refused: an answer may have 16 MB at the most. */
  async function readFirst(
    rows: number,
    onTotal: ((total: number) => void) | undefined,
  ): Promise<Result<GraphPage<Kept>, Failure>> {
    const page = await ask({ from: 0, to: rows }, onTotal);
    const isRefused = !page.ok && objectsToQuestion(page.error);
    return isRefused && rows / 2 >= fewestRows ? readFirst(rows / 2, onTotal) : page;
  }

  async function readSpan(from: number, to: number): Promise<Failure | undefined> {
    const page = await ask({ from, to });
    if (page.ok) {
      const next = from + page.value.length;
      const end = Math.min(to, page.value.total ?? to);
      // A short page goes on where it ended; an empty one is the end.
      return next > from && next < end ? readSpan(next, to) : undefined;
    }
    if (!objectsToQuestion(page.error) || (to - from) / 2 < fewestRows) return page.error;
    const middle = Math.ceil((from + to) / 2);
    const halves = await Promise.all([readSpan(from, middle), readSpan(middle, to)]);
    return halves.find((failure) => failure !== undefined);
  }

  function readSpans(from: number, to: number): readonly Promise<Failure | undefined>[] {
    return spansOf(from, to).map((span) => readSpan(...span));
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
  return { readFirst, readSpan, readSpans, follow, outcome };
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
