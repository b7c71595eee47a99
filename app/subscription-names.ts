import 'server-only';
import type { Session } from '#lib/auth/session';
import { currentParts } from '#lib/process';

/** Names subscriptions as the plan did, without asking Azure; by their ids where nobody told them since a start. */
export function subscriptionNames({ grant }: Session): (subscriptionId: string) => string {
  const { directories } = currentParts();
  return (subscriptionId) => directories.nameOf(grant.id, subscriptionId) ?? subscriptionId;
}
