import 'server-only';
import { unstable_rethrow } from 'next/navigation';
import type { Failure } from '#lib/failure';
import { failureWords } from '#lib/failure-words';
import { log } from '#lib/log';
import { storeWasAway } from '#lib/store/answers';

/**
 * A route that answers 503, in words, where the store does not answer. Next would answer with no words at all
 * what a route throws.
 */
export function orNotReady<Args extends unknown[]>(
  route: (...args: Args) => Promise<Response>,
): (...args: Args) => Promise<Response> {
  return async (...args) => {
    try {
      return await route(...args);
    } catch (error) {
      // A redirect is thrown, too.
      unstable_rethrow(error);
      if (!(await storeWasAway(error))) throw error;
      log.warn({ err: error }, 'a route gave no answer: the store does not answer');
      return new Response(notReadyWords, { status: 503, headers: headersOf('text/plain') });
    }
  };
}

const notReadyWords =
  'Drawbridge is not ready: its database does not answer. Wait a minute, then try again.\n';

/** 404, for what does not exist and for what is not the caller's alike. */
export function notHere(): Response {
  return new Response('Not found\n', { status: 404 });
}

/** 502, with why there is no file to download. */
export function noFile(failure: Failure): Response {
  const { title, todo } = failureWords(failure);
  return new Response(`${title}. ${todo}\n`, { status: 502, headers: headersOf('text/plain') });
}

/**
 * A download. Its name says what is in it, of which day, and whether something is missing:
 * `drawbridge-clusters-2026-11-28-incomplete.csv`.
 */
export function fileToKeep(
  body: BodyInit,
  { of, asOf, gaps, ending, contentType }: FileName & { readonly contentType: string },
): Response {
  const incomplete = gaps.length > 0 ? '-incomplete' : '';
  const name = `drawbridge-${of}-${asOf.slice(0, 10)}${incomplete}.${ending}`;
  return new Response(body, {
    headers: {
      ...headersOf(contentType),
      'content-disposition': `attachment; filename="${name}"`,
    },
  });
}

type FileName = {
  readonly of: 'clusters' | 'changes' | 'changes-elsewhere' | 'plan' | 'result';
  readonly asOf: string;
  readonly gaps: readonly string[];
  readonly ending: 'csv' | 'json' | 'txt';
};

function headersOf(contentType: string) {
  return { 'cache-control': 'no-store', 'content-type': `${contentType}; charset=utf-8` };
}
