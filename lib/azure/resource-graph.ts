import { z } from 'zod';
import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import { apiVersions } from './api-versions.ts';
import type { Arm } from './arm.ts';
import type { Credential } from './credential.ts';
import { parseAnswer, read } from './read.ts';

const url = `/providers/Microsoft.ResourceGraph/resources?api-version=${apiVersions.resourceGraph}`;

/** Resource Graph's own limit for one page. */
const pageSize = 1000;

const pageSchema = z.object({
  data: z.array(z.unknown()),
  $skipToken: z.string().nullish(),
  /** A text, not a boolean. */
  resultTruncated: z.string().optional(),
});

/** All rows of a query. */
export type GraphRows = {
  readonly rows: readonly unknown[];
  /** The person sees more than 10,000 subscriptions and Resource Graph searched only the first ones. */
  readonly subscriptionsCut: boolean;
};

/**
 * Runs a query over everything the token's directory shows, all pages. The query has to sort by a
 * unique column, or pages overlap. The rows may be seconds old: no decision to write is made from
 * them.
 */
export async function queryResourceGraph(
  arm: Arm,
  credential: Credential,
  query: string,
): Promise<Result<GraphRows, Failure>> {
  const rows: unknown[] = [];
  const seen = new Set<string>();
  let subscriptionsCut = false;
  for (let skipToken = ''; ; ) {
    const body = JSON.stringify({ query, options: optionsFor(skipToken) });
    const answer = await read(arm, credential, { method: 'POST', url, body });
    if (!answer.ok) return answer;
    const page = parseAnswer(answer.value, pageSchema);
    if (!page.ok) return page;

    rows.push(...page.value.data);
    subscriptionsCut ||= answer.value.headers.get('x-ms-tenant-subscription-limit-hit') === 'true';
    skipToken = page.value.$skipToken ?? '';
    if (skipToken === '') {
      return page.value.resultTruncated === 'true' ? err(cut) : ok({ rows, subscriptionsCut });
    }
    if (seen.has(skipToken)) return err(repeated);
    seen.add(skipToken);
  }
}

const repeated = nonsense('Resource Graph repeats a page');
const cut = nonsense('Resource Graph cut its answer short and names no next page');

function nonsense(azureMessage: string): Failure {
  return { code: 'azure-error', status: 200, azureMessage };
}

function optionsFor(skipToken: string): Record<string, unknown> {
  return {
    $top: pageSize,
    resultFormat: 'objectArray',
    ...(skipToken === '' ? {} : { $skipToken: skipToken }),
  };
}
