import 'server-only';
import type { ReactNode } from 'react';
import type { Session } from '#lib/auth/session';
import type { Failure } from '#lib/failure';
import { FailureWithWayOn } from './failure-with-way-on.tsx';

/** What kept some directories from answering, each once; undefined where all did. */
export function failuresOf(session: Session, failures: readonly Failure[]): ReactNode | undefined {
  if (failures.length === 0) return undefined;
  const once = new Map(failures.map((failure) => [failure.code, failure]));
  return [...once.values()].map((failure) => (
    <FailureWithWayOn key={failure.code} session={session} failure={failure} />
  ));
}
