import 'server-only';
import type { ReactNode } from 'react';
import { answerWithStatus } from '#lib/answer-status';
import NotFound from '../not-found.tsx';

/** In the place of a page that there is not, with status 404, and to be read without script as well. */
export function nothingHere(): ReactNode {
  answerWithStatus(404);
  return <NotFound />;
}
