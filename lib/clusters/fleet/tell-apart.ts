import type { ClusterId } from '#lib/clusters/resource-id';

/** A cluster and the name of its subscription, or its id where nobody told the name. */
type Placed = { readonly id: ClusterId; readonly subscriptionName: string };

/**
 * What has to be said of a cluster besides its name, so that it is not taken for another; undefined where the
 * name is enough.
 */
export type TellApart = (cluster: Placed) => string | undefined;

/**
 * Tells clusters of one name apart `among` these: by resource group, then by the name of the subscription,
 * then by its id.
 */
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
