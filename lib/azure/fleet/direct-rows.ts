import { z } from 'zod';
import { clusterListUrl, clusterUrl } from '#lib/azure/cluster/cluster';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { createLimit, type Limit } from '#lib/azure/http/limit';
import { readPages } from '#lib/azure/http/pages';
import { parseAnswer, read } from '#lib/azure/http/read';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { type ClusterId, clusterKey } from '#lib/clusters/resource-id';
import { ok, type Result } from '#lib/result';
import { type RowReader, rowReader } from './rows.ts';

/**
 * Each subscription has buckets of its own at ARM and at AKS; so many at once would be allowed even if
 * ARM counted a person's reads in all of them together.
 */
export const directReadsAtOnce = 250;

const idSchema = z.object({ id: z.string().catch('') }).catch({ id: '' });

type Reader = {
  readonly arm: Arm;
  readonly credential: Credential;
  readonly read: RowReader;
  readonly limit: Limit;
};

/**
 * These clusters as AKS itself says they are now, by `clusterKey`: one request for each subscription that
 * they are in, side by side. One that cannot be read is left out. `credential` must be for the directory
 * that listed them. `limit` is for all that is read at the same time.
 */
export async function readRowsDirectly(
  arm: Arm,
  credential: Credential,
  rows: readonly FleetRow[],
  limit: Limit = createLimit(directReadsAtOnce),
): Promise<ReadonlyMap<string, FleetRow>> {
  const subscriptions = Map.groupBy(rows, ({ id }) => id.subscriptionId.toLowerCase());
  const names = rows.map(({ id, subscriptionName }) => ({
    subscriptionId: id.subscriptionId,
    name: subscriptionName,
  }));
  const read = rowReader({ tenantId: credential.tenantId, subscriptions: names });
  const reader = { arm, credential, read, limit };
  const asked = [...subscriptions.values()].map((some) => readSome(reader, some));
  const found = await Promise.all(asked);
  return new Map(found.flat().map((row) => [clusterKey(row.id), row]));
}

/** Those of one subscription: the one cluster, or all of the subscription and from them the wanted. */
async function readSome(reader: Reader, rows: readonly FleetRow[]): Promise<readonly FleetRow[]> {
  const [first, ...others] = rows;
  if (!first) return [];
  if (others.length === 0) return readOne(reader, first.id);
  const wanted = new Set(rows.map(({ id }) => clusterKey(id)));
  const listed = await listSubscription(reader, first.id.subscriptionId, wanted);
  if (listed.ok) return listed.value;
  // Whoever sees some resource groups only may not list the subscription, but read the clusters.
  const each = await Promise.all(rows.map(({ id }) => readOne(reader, id)));
  return each.flat();
}

async function listSubscription(
  { arm, credential, read, limit }: Reader,
  subscriptionId: string,
  wanted: ReadonlySet<string>,
): Promise<Result<readonly FleetRow[], unknown>> {
  const path = clusterListUrl(`/subscriptions/${subscriptionId}`);
  const isWanted = (item: unknown) => wanted.has(idSchema.parse(item).id.toLowerCase());
  const isEnough = (items: readonly unknown[]) => items.filter(isWanted).length >= wanted.size;
  const items = await limit(() => readPages(arm, credential, path, isEnough));
  return items.ok ? ok(read(items.value.filter(isWanted), 'direct').rows) : items;
}

async function readOne(
  { arm, credential, read: readRows, limit }: Reader,
  id: ClusterId,
): Promise<readonly FleetRow[]> {
  const answer = await limit(() => read(arm, credential, { url: clusterUrl(id), about: id }));
  if (!answer.ok) return [];
  const json = parseAnswer(arm, answer.value, z.unknown());
  return json.ok ? readRows([json.value], 'direct').rows : [];
}
