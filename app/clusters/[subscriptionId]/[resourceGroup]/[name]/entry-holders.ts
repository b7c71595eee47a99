import 'server-only';
import { setTimeout } from 'node:timers/promises';
import { portalPageOf } from '#app/clusters/portal';
import type { OpenCluster } from '#app/clusters/read-cluster';
import type { Session } from '#lib/auth/session';
import { readAddressHolders } from '#lib/azure/fleet/address-holders';
import type { EntryHolder } from '#lib/changes/shown/entry-lines';
import { currentParts } from '#lib/process';
import { coverageOf } from '#lib/ranges/entry';
import { formatCidr } from '#lib/ranges/ipv4';

/** What in Azure has the addresses of these entries, by entry; nothing where Resource Graph does not tell. */
export async function entryHolders(
  { grant }: Session,
  { credential }: OpenCluster,
  entries: readonly string[],
): Promise<ReadonlyMap<string, EntryHolder>> {
  const { arm, lastTimes } = currentParts();
  const { tenantId } = credential;
  const { quota } = lastTimes.of(grant.id, tenantId);
  const ranges = new Map(
    entries.flatMap((entry) => {
      const range = coverageOf(entry);
      return range ? [[entry, range] as const] : [];
    }),
  );
  const found = await readAddressHolders({ arm, credential, quota }, [...ranges.values()]);
  if (!found.ok) return new Map();
  return new Map(
    [...ranges].flatMap(([entry, range]) => {
      const holder = found.value.get(formatCidr(range));
      if (!holder) return [];
      const { id, title, resourceGroup } = holder;
      return [[entry, { title, resourceGroup, href: portalPageOf(tenantId, id) }] as const];
    }),
  );
}

/** No page is worth holding back for it. */
const mostMs = 2000;

/** Those that come in time; else none. */
export function soon(
  holders: Promise<ReadonlyMap<string, EntryHolder>>,
): Promise<ReadonlyMap<string, EntryHolder>> {
  return Promise.race([holders, setTimeout(mostMs, new Map(), { ref: false })]);
}
