import { z } from 'zod';
import { apiVersions } from '#lib/azure/api-versions';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import type { ObjectBytes } from '#lib/azure/http/item-scanner';
import { parseAnswer, read } from '#lib/azure/http/read';
import type { StreamedMember } from '#lib/azure/http/send';
import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import type { GraphQuota } from './graph-quota.ts';

const url = `/providers/Microsoft.ResourceGraph/resources?api-version=${apiVersions.resourceGraph}`;

/** Resource Graph's own limit for one page. */
export const graphPageSize = 1000;

/** Who asks Resource Graph what. */
export type GraphQuestion = {
  readonly arm: Arm;
  readonly credential: Credential;
  readonly quota: GraphQuota;
  /** Has to sort by a unique column, or pages overlap. */
  readonly query: string;
  /** Ids of 1,000 subscriptions at the most; without them, all that the person sees. */
  readonly subscriptions?: readonly string[];
};

/** Which rows of the result: by number, or what follows the page that gave a token. */
export type GraphSpan =
  | { readonly from: number; readonly to: number }
  | { readonly skipToken: string };

/** Takes the rows of one answer as they come, and keeps of them what is wanted. See `ItemsListener`. */
export type RowTaker<Kept> = {
  readonly take: (rows: readonly unknown[], bytes?: ObjectBytes) => void;
  readonly takeBytes?: ((rows: ObjectBytes) => boolean) | undefined;
  readonly kept: Kept;
};

/** One page of a result. */
export type GraphPage<Kept> = {
  readonly kept: Kept;
  /** The number of its first row, from 0; undefined where the page was asked for by a token. */
  readonly from: number | undefined;
  /** Rows on this page. */
  readonly length: number;
  /** Rows on all pages; undefined where Azure does not say. */
  readonly total: number | undefined;
  readonly skipToken: string | undefined;
  /** The person sees more than 10,000 subscriptions and Resource Graph searched only the first ones. */
  readonly subscriptionsCut: boolean;
};

const pageSchema = z.object({
  /** Its items were read as they came. */
  data: z.tuple([]),
  totalRecords: z.number().optional().catch(undefined),
  $skipToken: z.string().nullish(),
  /** A text by its specification, not a boolean. */
  resultTruncated: z.union([z.string(), z.boolean()]).nullish(),
});

const headSchema = pageSchema.pick({ totalRecords: true });

/**
 * Asks for one page of what the token's directory shows. It may hold fewer rows than asked for. `makeTaker`
 * is called for each answer, since one that breaks off is asked for again. `onTotal` hears how many rows all
 * pages have, where Azure says so before the rows, which take longer to come.
 */
export async function askGraph<Kept>(
  { arm, credential, quota, query, subscriptions }: GraphQuestion,
  span: GraphSpan,
  makeTaker: () => RowTaker<Kept>,
  onTotal: (total: number) => void = () => {},
): Promise<Result<GraphPage<Kept>, Failure>> {
  const answered = await quota.turn();
  const body = JSON.stringify({ query, subscriptions, options: optionsFor(span) });
  let taker = makeTaker();
  let length = 0;
  const onAnswer: StreamedMember['onAnswer'] = (headers) => {
    taker = makeTaker();
    length = 0;
    const { take, takeBytes } = taker;
    return {
      onHead(head) {
        // What is asked next has to know what is left of the quota.
        answered(headers);
        const { totalRecords } = headSchema.catch({}).parse(head);
        if (totalRecords !== undefined) onTotal(totalRecords);
      },
      onItems(items, bytes) {
        length += items.length;
        take(items, bytes);
      },
      onBytes:
        takeBytes &&
        ((rows) => {
          const areTaken = takeBytes(rows);
          if (areTaken) length += rows.ends.length;
          return areTaken;
        }),
    };
  };
  const answer = await read(arm, credential, {
    method: 'POST',
    url,
    body,
    itemsOf: { name: 'data', onAnswer },
    patienceMs: arm.graphPatienceMs,
  });
  answered(answer.ok ? answer.value.headers : undefined);
  if (!answer.ok) return answer;
  const page = parseAnswer(arm, answer.value, pageSchema);
  if (!page.ok) return page;

  const { totalRecords, $skipToken, resultTruncated } = page.value;
  const skipToken = $skipToken || undefined;
  // Where Azure counts them, what is missing shows; documented is "true" even where nothing is.
  const isCut = isTrue(resultTruncated) && skipToken === undefined && totalRecords === undefined;
  if (isCut) return err(cut);
  const subscriptionsCut = isTrue(answer.value.headers.get('x-ms-tenant-subscription-limit-hit'));
  const { kept } = taker;
  const from = 'from' in span ? span.from : undefined;
  return ok({ kept, from, length, total: totalRecords, skipToken, subscriptionsCut });
}

/**
 * Whether Resource Graph may take another question: fewer rows, plainer columns, named subscriptions. Whom it
 * forbids to ask, it forbids those too.
 */
export function objectsToQuestion(failure: Failure): boolean {
  return failure.code === 'objection' && failure.status !== 403;
}

/** In whatever letters: .NET writes `True`. */
function isTrue(said: unknown): boolean {
  return String(said).trim().toLowerCase() === 'true';
}

const cut: Failure = {
  code: 'azure-error',
  status: 200,
  azureMessage: 'Resource Graph cut its answer short and names no next page',
};

function optionsFor(span: GraphSpan): Record<string, unknown> {
  const resultFormat = 'objectArray';
  if ('skipToken' in span) {
    return { $top: graphPageSize, resultFormat, $skipToken: span.skipToken };
  }
  const $top = Math.min(graphPageSize, span.to - span.from);
  return { $top, resultFormat, $skip: span.from || undefined };
}
