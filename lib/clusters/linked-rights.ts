import type { AccessProfile, WireCluster } from './wire.ts';

/** A right on another resource, which Azure may ask of whoever writes a cluster that refers to it. */
export type LinkedRight = {
  readonly action: string;
  /** Resource id, as the cluster spells it. */
  readonly scope: string;
};

const actions = {
  subnet: 'Microsoft.Network/virtualNetworks/subnets/join/action',
  identity: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
  address: 'Microsoft.Network/publicIPAddresses/join/action',
  prefix: 'Microsoft.Network/publicIPPrefixes/join/action',
  diskEncryption: 'Microsoft.Compute/diskEncryptionSets/read',
  workspace: 'Microsoft.OperationalInsights/workspaces/sharedkeys/read',
} as const;

/**
 * The resources that somebody else's hand gave the cluster, with what Azure asks for on each. What AKS
 * made for itself (its outbound addresses, the kubelet's identity) is left out: nobody needs a right
 * on it.
 *
 * Sources: learn.microsoft.com/azure/aks/concepts-identity, "AKS service permissions";
 * Azure/azure-cli#22232 (the workspace's keys).
 */
export function linkedRights(
  wire: WireCluster,
  profile: AccessProfile | undefined,
): readonly LinkedRight[] {
  const { properties, identity } = wire;
  const pools = properties?.agentPoolProfiles ?? [];
  const network = properties?.networkProfile;
  const outbound = [network?.loadBalancerProfile, network?.natGatewayProfile];
  const all = [
    ...rights('subnet', [
      ...pools.flatMap(({ vnetSubnetID, podSubnetID }) => [vnetSubnetID, podSubnetID]),
      profile?.subnetId,
    ]),
    ...rights('identity', Object.keys(identity?.userAssignedIdentities ?? {})),
    ...rights(
      'address',
      outbound.flatMap((each) => each?.outboundIPs?.publicIPs ?? []),
    ),
    ...rights('prefix', [
      ...outbound.flatMap((each) => each?.outboundIPPrefixes?.publicIPPrefixes ?? []),
      ...pools.map(({ nodePublicIPPrefixID }) => nodePublicIPPrefixID),
    ]),
    ...rights('diskEncryption', [properties?.diskEncryptionSetID]),
    ...rights('workspace', workspacesOf(properties?.addonProfiles ?? {})),
  ];
  return [...new Map(all.map((right) => [right.scope.toLowerCase(), right])).values()];
}

function rights(
  kind: keyof typeof actions,
  ids: readonly (string | undefined)[],
): readonly LinkedRight[] {
  return ids.flatMap((id) =>
    // Anything else is no address that could be asked about rights.
    id !== undefined && /^\/subscriptions\/[^?#]+$/i.test(id)
      ? [{ action: actions[kind], scope: id }]
      : [],
  );
}

type Addons = NonNullable<WireCluster['properties']>['addonProfiles'];

function workspacesOf(addons: Addons): readonly (string | undefined)[] {
  return Object.values(addons).map((addon) =>
    addon?.enabled ? addon.config?.logAnalyticsWorkspaceResourceID : undefined,
  );
}
