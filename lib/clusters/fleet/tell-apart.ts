import type { ClusterId } from '#lib/clusters/resource-id';

/** A cluster and the name of its subscription, or its id where nobody told the name. */
type Placed = { readonly id: ClusterId; readonly subscriptionName: string };

/** What is to be said of a cluster besides its name; undefined where the name says it all. */
export type TellApart = (cluster: Placed) => string | undefined;

/** Says of a cluster as much as it takes to be taken for no other `among` these. */
export function tellApart(among: readonly Placed[]): TellApart {
  const byName = Map.groupBy(among, ({ id }) => id.name.toLowerCase());
  return ({ id, subscriptionName }) => {
    const named = byName.get(id.name.toLowerCase()) ?? [];
    if (named.length < 2) return undefined;
    const group = id.resourceGroup.toLowerCase();
    const together = named.filter((each) => each.id.resourceGroup.toLowerCase() === group);
    if (together.length < 2) return id.resourceGroup;
    const alike = together.filter((each) => each.subscriptionName === subscriptionName);
    return `${id.resourceGroup} · ${alike.length < 2 ? subscriptionName : id.subscriptionId}`;
  };
}
