import { err, ok, type Result } from '#lib/result';

/** The three names that make a cluster's ARM resource id, in the spelling they were read in. */
export type ClusterId = {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
};

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules. */
const groupName = /^[\p{L}\p{Mn}\p{Nd}\p{Pc}().-]{0,89}[\p{L}\p{Mn}\p{Nd}\p{Pc}()-]$/u;

/** Source: the pattern of `resourceName` in the OpenAPI document of Microsoft.ContainerService. */
const clusterName = /^[a-zA-Z0-9]$|^[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]$/;

const resourceId =
  /^\/subscriptions\/([^/]*)\/resourceGroups\/([^/]*)\/providers\/Microsoft\.ContainerService\/managedClusters\/([^/]*)$/i;

/**
 * Reads the ARM resource id of a managed cluster. Azure spells the fixed words as it pleases
 * (`resourcegroups`), so their letter case does not matter; anything that Azure's naming rules do
 * not allow does, and is refused with a sentence.
 */
export function parseClusterId(text: string): Result<ClusterId, string> {
  const [, subscriptionId, resourceGroup, name] = resourceId.exec(text) ?? [];
  const id = checked(subscriptionId, resourceGroup, name);
  return id ? ok(id) : err('This is not the resource id of an AKS cluster.');
}

/**
 * The cluster that three URL segments name, percent-encoded or not; undefined where they break the
 * same rules. They are decoded once: a slash or a percent sign that was hidden twice is no name.
 */
export function clusterIdFromPath(params: ClusterId): ClusterId | undefined {
  return checked(
    decoded(params.subscriptionId),
    decoded(params.resourceGroup),
    decoded(params.name),
  );
}

/** The ARM resource id, with the fixed words in Azure's documented spelling. */
export function formatClusterId({ subscriptionId, resourceGroup, name }: ClusterId): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`;
}

/** The same for every spelling of the same cluster: ARM names do not depend on letter case. */
export function clusterKey(id: ClusterId): string {
  return formatClusterId(id).toLowerCase();
}

/** The cluster's page in this product. */
export function clusterPath({
  subscriptionId,
  resourceGroup,
  name,
}: ClusterId): `/clusters/${string}` {
  return `/clusters/${subscriptionId}/${encodeURIComponent(resourceGroup)}/${name}`;
}

function checked(
  subscriptionId: string | undefined,
  resourceGroup: string | undefined,
  name: string | undefined,
): ClusterId | undefined {
  if (subscriptionId === undefined || !guid.test(subscriptionId)) return undefined;
  if (resourceGroup === undefined || !groupName.test(resourceGroup)) return undefined;
  if (name === undefined || !clusterName.test(name)) return undefined;
  return { subscriptionId, resourceGroup, name };
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Not an encoding at all, so not a name either.
    return undefined;
  }
}
