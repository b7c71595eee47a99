import type { Cluster } from '#lib/clusters/cluster';

/** True when two lists hold the same texts in the same order. */
export function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}

/** Name and eTag of each node pool, which a PUT must not change. */
export function poolTags(cluster: Cluster): { name: string; eTag?: string | undefined }[] {
  return cluster.pools.map(({ name, eTag }) => ({ name, eTag }));
}

/** True when both name the same pools with the same eTags. */
export function samePools(
  a: readonly { name: string; eTag?: string | undefined }[],
  b: readonly { name: string; eTag?: string | undefined }[],
): boolean {
  return (
    a.length === b.length &&
    a.every((pool, index) => pool.name === b[index]?.name && pool.eTag === b[index]?.eTag)
  );
}
