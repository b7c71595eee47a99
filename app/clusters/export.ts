import 'server-only';
import { ownAddressOf } from '#app/own-address';
import { textStream } from '#app/text-stream';
import { requireSession } from '#lib/auth/next';
import type { Export } from '#lib/clusters/export-rows';
import { fleetViewHref, rowsOfView, viewOfQuery } from '#lib/clusters/fleet-view';
import { gapWords } from '#lib/clusters/gaps';
import { readQuestion } from '#lib/clusters/question';
import { failureWords } from '#lib/failure-words';
import { settings } from '#lib/settings';
import { readWholeFleet } from './read-fleet.ts';

/** What a file is made of, and how it is called. */
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
  const [fleet, where] = await Promise.all([readWholeFleet(session), ownAddressOf(session)]);
  if (!fleet.ok) {
    const { title, todo } = failureWords(fleet.error);
    return new Response(`${title}. ${todo}\n`, { status: 502, headers: headersOf('text/plain') });
  }
  const own = where.kind === 'known' ? where.address.value : undefined;
  const question = readQuestion(view.from, own);
  const { asOf, unreadable } = fleet.value;
  const gaps = gapWords(fleet.value, []);
  const pieces = format.pieces({
    rows: rowsOfView(fleet.value.rows, view, own),
    who: question.ranges,
    from: question.isMine ? (own ?? 'you') : question.label,
    gaps,
    about: {
      asOf,
      view: `${settings().publicUrl}${fleetViewHref(view, { page: 1 })}`,
      from: question.isMine ? (own ?? null) : view.from,
      unreadable: unreadable.map(({ scope, label, failure }) => ({
        ...{ scope, label, why: failureWords(failure).title },
      })),
    },
  });
  const incomplete = gaps.length > 0 ? '-incomplete' : '';
  const name = `drawbridge-clusters-${asOf.slice(0, 10)}${incomplete}.${format.ending}`;
  return new Response(textStream(pieces), {
    headers: {
      ...headersOf(format.contentType),
      'content-disposition': `attachment; filename="${name}"`,
    },
  });
}

function headersOf(contentType: string) {
  return { 'cache-control': 'no-store', 'content-type': `${contentType}; charset=utf-8` };
}
