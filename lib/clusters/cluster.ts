import { type Access, accessOfEntries } from '#lib/ranges/access';
import { listLimit } from '#lib/ranges/limit';
import { err, ok, type Result } from '#lib/result';
import { type LinkedRight, linkedRights } from './linked-rights.ts';
import { ownerFromTags } from './owner.ts';
import { type ClusterId, parseClusterId } from './resource-id.ts';
import {
  type AccessProfile,
  accessProfileSchema,
  type WireCluster,
  type WireProperties,
  wireClusterSchema,
} from './wire.ts';

/** A node pool, as far as it matters for who may reach the API server. */
type Pool = {
  readonly name: string;
  readonly eTag?: string | undefined;
  readonly enableNodePublicIp: boolean;
  /** Resource id of the public IP prefix that the nodes' own addresses come from. */
  readonly nodePublicIpPrefixId?: string | undefined;
  readonly subnetId?: string | undefined;
};

/** One AKS cluster, from a direct read or from Resource Graph. */
export type Cluster = {
  readonly id: ClusterId;
  readonly location: string;
  readonly kubernetesVersion?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Azure's list, verbatim and in its order. */
  readonly entries: readonly string[];
  readonly access: Access;
  /** False when Resource Graph says `open` only by saying nothing, and when access is unknown. */
  readonly accessConfirmed: boolean;
  readonly provisioningState?: string | undefined;
  /** `Running` or `Stopped`. */
  readonly powerState?: string | undefined;
  readonly fqdn?: string | undefined;
  readonly privateFqdn?: string | undefined;
  /** As on the wire: `loadBalancer`, `userDefinedRouting`, `managedNATGateway` … */
  readonly outboundType?: string | undefined;
  /** Lower case, since Azure answers `standard` and `Standard`. */
  readonly loadBalancerSku?: string | undefined;
  /** How many entries AKS takes: 2,000 with API server VNet integration, otherwise 200. */
  readonly rangeLimit: 200 | 2000;
  readonly skuName?: string | undefined;
  readonly skuTier?: string | undefined;
  /** Fleet Manager's own hub cluster: Azure denies edits to it. */
  readonly isFleetHub: boolean;
  /** Who seems to own its settings, and how that shows: `Terraform (tag managed-by: terraform)`. */
  readonly ownedBy?: string | undefined;
  readonly eTag?: string | undefined;
  /** Another one means: deleted and made anew under the same name. */
  readonly resourceUid?: string | undefined;
  readonly pools: readonly Pool[];
  /** Resource ids of the public IPs that traffic leaves from, as Azure found them. */
  readonly effectiveOutboundIpIds: readonly string[];
  /** Resource ids of the public IPs that were configured. */
  readonly outboundIpIds: readonly string[];
  /** Resource ids of the public IP prefixes that were configured. */
  readonly outboundPrefixIds: readonly string[];
  /** Rights on other resources that a write of this cluster may need. */
  readonly linkedRights: readonly LinkedRight[];
};

/** Where a reading came from: the resource provider itself, or Resource Graph's copy. */
export type ClusterSource = 'direct' | 'resource-graph';

/**
 * Reads a cluster as the resource provider (GET or an item of LIST) or Resource Graph (a row) gives
 * it. What is missing or strange is left out; only a cluster whose id cannot be read is refused,
 * with a sentence.
 */
export function readCluster(json: unknown, source: ClusterSource): Result<Cluster, string> {
  const wire = wireClusterSchema.safeParse(json);
  if (!wire.success) return err('Azure answered something that is not a cluster.');
  const id = parseClusterId(wire.data.id);
  if (!id.ok) return id;
  return ok(fromWire(id.value, wire.data, source));
}

function fromWire(id: ClusterId, wire: WireCluster, source: ClusterSource): Cluster {
  const { properties, sku } = wire;
  const network = properties?.networkProfile;
  const profile = accessProfileSchema.safeParse(properties?.apiServerAccessProfile ?? {}).data;
  return {
    id,
    location: wire.location.replaceAll(' ', '').toLowerCase(),
    kubernetesVersion: properties?.currentKubernetesVersion ?? properties?.kubernetesVersion,
    tags: wire.tags,
    ...readAccess(properties, profile, source),
    provisioningState: properties?.provisioningState,
    powerState: properties?.powerState?.code,
    fqdn: properties?.fqdn,
    privateFqdn: properties?.privateFQDN,
    outboundType: network?.outboundType,
    loadBalancerSku: network?.loadBalancerSku?.toLowerCase(),
    rangeLimit: listLimit(profile?.enableVnetIntegration === true, sku?.name),
    skuName: sku?.name,
    skuTier: sku?.tier,
    isFleetHub: isFleetHub(id),
    ownedBy: ownerFromTags(wire.tags),
    eTag: wire.eTag ?? wire.etag,
    resourceUid: properties?.resourceUID,
    pools: (properties?.agentPoolProfiles ?? []).map(readPool),
    ...readOutbound(network),
    linkedRights: linkedRights(wire, profile),
  };
}

/**
 * No profile, an empty one, no list and an empty list all mean open. Resource Graph may leave them
 * out for reasons of its own, so from there silence is no proof.
 */
function readAccess(
  properties: WireProperties | undefined,
  profile: AccessProfile | undefined,
  source: ClusterSource,
): Pick<Cluster, 'entries' | 'access' | 'accessConfirmed'> {
  if (!properties || !profile) return { entries: [], access: 'unknown', accessConfirmed: false };
  const entries = profile.authorizedIPRanges ?? [];
  const isPrivate =
    profile.enablePrivateCluster === true ||
    properties.publicNetworkAccess?.toLowerCase() === 'disabled';
  if (isPrivate) return { entries, access: 'private', accessConfirmed: true };
  const isSaid = source === 'direct' || profile.authorizedIPRanges != null;
  return { entries, access: accessOfEntries(entries), accessConfirmed: isSaid };
}

function readPool(pool: WireProperties['agentPoolProfiles'][number]): Pool {
  return {
    name: pool.name,
    eTag: pool.eTag,
    enableNodePublicIp: pool.enableNodePublicIP === true,
    nodePublicIpPrefixId: pool.nodePublicIPPrefixID,
    subnetId: pool.vnetSubnetID,
  };
}

function readOutbound(
  network: WireProperties['networkProfile'],
): Pick<Cluster, 'effectiveOutboundIpIds' | 'outboundIpIds' | 'outboundPrefixIds'> {
  const profiles = [network?.loadBalancerProfile, network?.natGatewayProfile];
  return {
    effectiveOutboundIpIds: profiles.flatMap((each) => each?.effectiveOutboundIPs ?? []),
    outboundIpIds: profiles.flatMap((each) => each?.outboundIPs?.publicIPs ?? []),
    outboundPrefixIds: profiles.flatMap((each) => each?.outboundIPPrefixes?.publicIPPrefixes ?? []),
  };
}

/**
 * True for the cluster that Fleet Manager runs for itself.
 * Source: learn.microsoft.com/azure/kubernetes-fleet/concepts-lifecycle, "hub cluster".
 */
export function isFleetHub({ resourceGroup, name }: ClusterId): boolean {
  return name.toLowerCase() === 'hub' && resourceGroup.toUpperCase().startsWith('FL_');
}
