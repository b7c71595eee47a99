import 'server-only';
import { fileToKeep, noFile } from '#app/answers';
import { knownOwn } from '#app/own-address';
import { textStream } from '#app/text-stream';
import { requireSession } from '#lib/auth/next';
import type { Export } from '#lib/clusters/fleet/export-rows';
import { gapWords } from '#lib/clusters/fleet/gaps';
import { readQuestion } from '#lib/clusters/fleet/question';
import { rowsOfView } from '#lib/clusters/fleet/view';
import { fleetViewHref, viewOfQuery } from '#lib/clusters/fleet/view-url';
import { failureWords } from '#lib/failure-words';
import { settings } from '#lib/settings';
import { askedRows } from './asked-rows.ts';
import { readWholeFleet } from './read-fleet.ts';

/** How a file is written and what it is called. */
type Format = {
  readonly ending: 'csv' | 'json';
  readonly contentType: string;
  readonly pieces: (of: Export) => Generator<string>;
};

/** Every cluster that the view in the URL shows, on whatever page, as a file to keep. */
export async function exportView(request: Request, format: Format): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const session = await requireSession(`${pathname}${search}`);
  const view = viewOfQuery(search);
  const [fleet, own] = await Promise.all([readWholeFleet(session), knownOwn(session)]);
  if (!fleet.ok) return noFile(fleet.error);
  const asked = await askedRows(session, fleet.value.rows, view);
  const question = readQuestion(view.from, own);
  const { asOf, unreadable } = fleet.value;
  const gaps = gapWords(fleet.value, []);
  const pieces = format.pieces({
    rows: rowsOfView(asked.rows, view, own),
    who: question.ranges,
    from: question.isMine ? (own ?? 'you') : question.label,
    gaps,
    about: {
      asOf,
      view: `${settings().publicUrl}${fleetViewHref(view, { page: 1 })}`,
      from: question.isMine ? (own ?? null) : view.from,
      unreadable: unreadable.map(({ scope, label, failure }) => ({
        scope,
        label,
        why: failureWords(failure).title,
      })),
    },
  });
  return fileToKeep(textStream(pieces), { of: 'clusters', asOf, gaps, ...format });
}
