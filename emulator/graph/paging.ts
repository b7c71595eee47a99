import { createHash } from 'node:crypto';
import { type JsonObject, printJson, printStored } from '../json.ts';
import type { Query } from './parse.ts';
import { QueryError } from './tokens.ts';

/** The options that say which part of a result is wanted. */
type PageOptions = {
  readonly $top?: number | undefined;
  readonly $skip?: number | undefined;
  readonly $skipToken?: string | undefined;
};

const defaultPageSize = 100;

type Page = { readonly text: string; readonly encoded: Uint8Array };

/** The pages of results as they are sent: a thousand rows are several megabytes. */
const printedPages = new WeakMap<readonly JsonObject[], Map<string, Page>>();

/** One page in Resource Graph's envelope, as JSON. Throws a `QueryError` for a token of another query. */
export function pageOf(
  rows: readonly JsonObject[],
  query: Query,
  queryText: string,
  options: PageOptions,
): Page {
  const start = startOf(queryText, options);
  const size = options.$top ?? defaultPageSize;
  const pages = printedPages.get(rows) ?? new Map<string, Page>();
  printedPages.set(rows, pages);
  const key = `${start} ${size}`;
  const page = pages.get(key) ?? encode(printPage(rows, query, queryText, { start, size }));
  pages.set(key, page);
  return page;
}

function encode(text: string): Page {
  return { text, encoded: Buffer.from(text) };
}

function printPage(
  rows: readonly JsonObject[],
  query: Query,
  queryText: string,
  { start, size }: { readonly start: number; readonly size: number },
): string {
  const data = rows.slice(start, start + size);
  const hasMore = start + size < rows.length;
  const canContinue = hasMore && mayContinue(query);
  const before = printJson({ totalRecords: rows.length, count: data.length });
  const after = printJson({
    facets: [],
    ...(canContinue ? { $skipToken: tokenFor(queryText, start + size) } : {}),
    resultTruncated: hasMore && !canContinue ? 'true' : 'false',
  });
  return `${before.slice(0, -1)},"data":[${data.map(printStored).join(',')}],${after.slice(1)}`;
}

/** There are no further pages where the rows have no id to go on from. */
function mayContinue({ steps }: Query): boolean {
  const projects = steps.filter((step) => step.do === 'project');
  return projects.every(({ columns }) => columns.some(({ name }) => name === 'id'));
}

function startOf(queryText: string, { $skip = 0, $skipToken }: PageOptions): number {
  if ($skipToken === undefined) return $skip;
  const [hash, start = ''] = Buffer.from($skipToken, 'base64').toString().split(' ');
  if (hash === hashOf(queryText) && /^\d+$/.test(start)) return Number(start);
  throw new QueryError('InvalidSkipToken', 'The skip token does not belong to this query.');
}

function tokenFor(queryText: string, start: number): string {
  return Buffer.from(`${hashOf(queryText)} ${start}`).toString('base64');
}

function hashOf(queryText: string): string {
  return createHash('sha256').update(queryText).digest('hex').slice(0, 16);
}
