import 'server-only';
import { setTimeout } from 'node:timers/promises';
import { portalPageOf } from '#app/clusters/portal';
import type { OpenCluster } from '#app/clusters/read-cluster';
import type { FirewallSeen } from '#components/cluster/firewall-address';
import type { Session } from '#lib/auth/session';
import { readAddressHolders, readFirewalls } from '#lib/azure/fleet/address-holders';
import type { EntryHolder } from '#lib/changes/shown/entry-lines';
import { currentParts } from '#lib/process';
import { coverageOf } from '#lib/ranges/entry';
import { formatCidr } from '#lib/ranges/ipv4';

/** What in Azure has the addresses of these entries, by entry; nothing where Resource Graph does not tell. */
export async function entryHolders(
  session: Session,
  opened: OpenCluster,
  entries: readonly string[],
): Promise<ReadonlyMap<string, EntryHolder>> {
  const ranges = new Map(
    entries.flatMap((entry) => {
      const range = coverageOf(entry);
      return range ? [[entry, range] as const] : [];
    }),
  );
  const found = await readAddressHolders(questionOf(session, opened), [...ranges.values()]);
  if (!found.ok) return new Map();
  return new Map(
    [...ranges].flatMap(([entry, range]) => {
      const holder = found.value.get(formatCidr(range));
      if (!holder) return [];
      const { id, title, resourceGroup } = holder;
      const href = portalPageOf(opened.credential.tenantId, id);
      return [[entry, { title, resourceGroup, href }] as const];
    }),
  );
}

/** The firewalls that the person sees in the cluster's region, each with all that its traffic may come from. */
export async function firewallsSeen(
  session: Session,
  opened: OpenCluster,
): Promise<readonly FirewallSeen[]> {
  const { location } = opened.reading.cluster;
  const found = await readFirewalls(questionOf(session, opened), location);
  if (!found.ok) return [];
  const firewalls = new Map([...found.value.values()].map((holder) => [holder.id, holder]));
  return [...firewalls.values()].map(({ id, title, resourceGroup }) => {
    const cidrs = [...found.value].flatMap(([cidr, holder]) => (holder.id === id ? cidr : []));
    return { name: `${title} in ${resourceGroup}`, addresses: cidrs.join(' ') };
  });
}

function questionOf({ grant }: Session, { credential }: OpenCluster) {
  const { arm, lastTimes } = currentParts();
  const { quota } = lastTimes.of(grant.id, credential.tenantId);
  return { arm, credential, quota };
}

/** No page is worth holding back for it. */
const mostMs = 2000;

/** The answer, or `instead` where it takes more than two seconds. */
export function soon<T>(answer: Promise<T>, instead: T): Promise<T> {
  return Promise.race([answer, setTimeout(mostMs, instead, { ref: false })]);
}
