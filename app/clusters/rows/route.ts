import { z } from 'zod';
import { orNotReady } from '#app/answers';
import { knownOwn } from '#app/own-address';
import { currentSession } from '#lib/auth/next';
import { namedFirst } from '#lib/clusters/fleet/search';
import type { RowsAnswer } from '#lib/clusters/fleet/shown-row';
import { rowsOfView } from '#lib/clusters/fleet/view';
import { viewOfQuery } from '#lib/clusters/fleet/view-url';
import { clusterKey } from '#lib/clusters/resource-id';
import { askedRows } from '../asked-rows.ts';
import { shownRows } from '../fleet-rows.ts';
import { readWholeFleet } from '../read-fleet.ts';

/** The most rows that one answer has; a screen shows some thirty. */
const mostRows = 500;
/** A cluster's key alone is a tenth of its row, and to select a long run takes no more than that. */
const mostKeys = 10_000;

const windowSchema = z.object({
  offset: z.coerce.number().int().min(0).catch(0),
  limit: z.coerce.number().int().min(1).catch(100),
  only: z.literal('keys').optional().catch(undefined),
  first: z.literal('named').optional().catch(undefined),
});

/**
 * A run of the rows of a view, for a table that shows a part of ten thousand. The view's parameters are
 * those of the page; `offset` counts from 0. With `only=keys` it answers what a selection names them by,
 * with `first=named` those come first whose own name has what is searched for.
 */
export const GET = orNotReady(answer);

async function answer(request: Request): Promise<Response> {
  if (isFromElsewhere(request.headers)) return said(403, 'This is read by pages of this console.');
  const session = await currentSession();
  if (session === undefined) return said(401, 'Not signed in');
  const [fleet, own] = await Promise.all([readWholeFleet(session), knownOwn(session)]);
  if (!fleet.ok) return said(502, 'The clusters could not be read.');

  const { searchParams } = new URL(request.url);
  const view = viewOfQuery(`${searchParams}`);
  const { offset, limit, only, first } = windowSchema.parse(Object.fromEntries(searchParams));
  const { rows: asked } = await askedRows(session, fleet.value.rows, view);
  const inOrder = rowsOfView(asked, view, own);
  const all = first === 'named' ? namedFirst(inOrder, view.q) : inOrder;
  if (only === 'keys') {
    const some = all.slice(offset, offset + Math.min(limit, mostKeys));
    return Response.json(some.map(({ id }) => clusterKey(id)));
  }
  const rows = shownRows(all.slice(offset, offset + Math.min(limit, mostRows)), view, own);
  const answer: RowsAnswer = { total: all.length, asOf: fleet.value.asOf, rows };
  return Response.json(answer);
}

/** Another page cannot read the answer anyway; it need not have the work done either. */
function isFromElsewhere(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  return site !== null && site !== 'same-origin' && site !== 'none';
}

function said(status: number, words: string): Response {
  return new Response(`${words}\n`, { status });
}
