import { clusterKey } from '#lib/clusters/resource-id';
import { currentLedger } from './current.ts';
import type { ChangeRequest } from './ledger.ts';
import type { ChangeRow } from './row.ts';
import type { HandClock } from './test-clock.ts';
import { ben, clusterId } from './test-kit.ts';
import { record } from './test-ledger.ts';

// A tool of this folder's tests. No part of the product.

export const own = '81.2.69.142/32';
export const standing = '73.140.245.0/24';
export const minute = 60_000;
export const hour = 60 * minute;
/** What Anna asks for who lets herself in for an hour. */
export const forAnHour = { keepForSeconds: 3600, ownAddress: '81.2.69.142' } as const;
export const byBen = {
  grantId: ben,
  author: { name: 'Ben', username: 'ben@contoso.example' },
} as const;

/** Lets somebody in for a while; answers when Azure has carried it out, if it does. */
export async function lend(
  clock: HandClock,
  about: Partial<ChangeRequest> = forAnHour,
): Promise<string> {
  const id = await record(about);
  await clock.advance(10_000);
  return id;
}

/** The change that takes out again what was let in first (0), next (1), or last (-1). */
export async function expiry(nth = -1): Promise<ChangeRow> {
  const rows = await currentLedger().store.onCluster(clusterKey(clusterId), 50);
  const row = rows
    .filter(({ expiryOf }) => expiryOf !== undefined)
    .toReversed()
    .at(nth);
  if (!row) throw new Error('nothing is to be taken out');
  return row;
}
