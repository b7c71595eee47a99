import { createHash } from 'node:crypto';
import { LosslessNumber } from 'lossless-json';
import type { JsonObject } from '../json.ts';
import { mergePatch } from '../json-edit.ts';
import type { SeedCluster } from '../seed.ts';
import { type Egress, networkProfile } from './build-egress.ts';
import { clusterId } from './ids.ts';

/** What a test or a demo says about a cluster; everything else is as AKS would have made it. */
export type ClusterSpec = {
  readonly name: string;
  /** The authorized IP ranges, verbatim; none means open. */
  readonly entries?: readonly string[];
  readonly resourceGroup?: string;
  readonly location?: string;
  readonly version?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly egress?: Egress;
  readonly private?: boolean;
  readonly publicNetworkAccess?: 'Enabled' | 'Disabled';
  readonly vnetIntegration?: boolean;
  readonly power?: 'Running' | 'Stopped';
  readonly provisioningState?: string;
  readonly pools?: readonly string[];
  /** Each node of the first pool has a public address out of this prefix (a resource id). */
  readonly nodePublicIpPrefixId?: string;
  /** Merge patch on the finished body, for what nothing else here names. */
  readonly patch?: JsonObject;
  /** How the emulator treats it. */
  readonly behaviour?: Omit<SeedCluster, 'body'>;
};

/** A cluster and the addresses that AKS made for it in its node resource group. */
export type BuiltCluster = {
  readonly id: string;
  readonly fqdn: string;
  readonly cluster: SeedCluster;
  readonly resources: readonly JsonObject[];
};

/**
 * A managed cluster as AKS answers it: pools with eTags, identities, network profile, outbound
 * addresses that really exist, and two things that no typed client expects (a field newer than the
 * model and an integer beyond 2^53). Equal specs make equal clusters.
 */
export function buildCluster(subscriptionId: string, spec: ClusterSpec): BuiltCluster {
  const { name, resourceGroup = 'rg-platform', location = 'westeurope', behaviour = {} } = spec;
  const id = clusterId({ subscriptionId, resourceGroup, name });
  const nodeGroup = `MC_${resourceGroup}_${name}_${location}`;
  const host = `${name}-dns-${stableHex(id, 8)}`;
  const fqdn = `${host}.hcp.${location}.azmk8s.io`;
  const egress = networkProfile(spec.egress ?? { type: 'loadBalancer' }, {
    subscriptionId,
    nodeGroup,
    location,
    seed: id,
  });
  const body: JsonObject = {
    id,
    location,
    name,
    type: 'Microsoft.ContainerService/ManagedClusters',
    ...(spec.tags ? { tags: spec.tags } : {}),
    properties: {
      provisioningState: spec.provisioningState ?? 'Succeeded',
      powerState: { code: spec.power ?? 'Running' },
      ...versionAndNames(spec, host, fqdn),
      agentPoolProfiles: (spec.pools ?? ['nodepool1']).map((pool, at) =>
        buildPool(id, pool, spec, at === 0),
      ),
      linuxProfile: linuxProfile(id),
      servicePrincipalProfile: { clientId: 'msi' },
      nodeResourceGroup: nodeGroup,
      enableRBAC: true,
      supportPlan: 'KubernetesOfficial',
      networkProfile: egress.profile,
      maxAgentPools: 100,
      ...apiServerAccess(spec),
      ...(spec.publicNetworkAccess ? { publicNetworkAccess: spec.publicNetworkAccess } : {}),
      identityProfile: identityProfile(subscriptionId, nodeGroup, name),
      autoUpgradeProfile: { upgradeChannel: 'patch', nodeOSUpgradeChannel: 'NodeImage' },
      disableLocalAccounts: true,
      securityProfile: {},
      storageProfile: {
        diskCSIDriver: { enabled: true },
        fileCSIDriver: { enabled: true },
        snapshotController: { enabled: true },
      },
      oidcIssuerProfile: {
        enabled: true,
        issuerURL: `https://${location}.oic.prod-aks.azure.com/`,
      },
      workloadAutoScalerProfile: {},
      resourceUID: stableHex(`uid ${id}`, 24),
      // Not in any model: what a newer api-version could have put here.
      controlPlaneScalingProfile: {
        scalingSize: 'H2',
        revision: new LosslessNumber('9007199254740993'),
      },
    },
    identity: {
      type: 'SystemAssigned',
      principalId: stableGuid(`principal ${id}`),
      tenantId: stableGuid(`tenant ${subscriptionId}`),
    },
    sku: { name: 'Base', tier: 'Standard' },
    eTag: stableGuid(`etag ${id}`),
  };
  return {
    id,
    fqdn,
    cluster: { body: spec.patch ? mergePatch(body, spec.patch) : body, ...behaviour },
    resources: egress.resources,
  };
}

function versionAndNames(spec: ClusterSpec, host: string, fqdn: string): JsonObject {
  const { version = '1.33.5', name, location = 'westeurope' } = spec;
  const [major = '1', minor = '33'] = version.split('.');
  const privateName = `${host}.${stableHex(name, 8)}.privatelink.${location}.azmk8s.io`;
  return {
    kubernetesVersion: `${major}.${minor}`,
    currentKubernetesVersion: version,
    dnsPrefix: `${name}-dns`,
    fqdn,
    ...(spec.private ? { privateFQDN: privateName } : {}),
    azurePortalFQDN: fqdn.replace('.hcp.', '.portal.hcp.'),
  };
}

function apiServerAccess({ entries = [], private: isPrivate, vnetIntegration }: ClusterSpec) {
  const profile: JsonObject = {
    ...(entries.length > 0 ? { authorizedIPRanges: entries } : {}),
    ...(isPrivate ? { enablePrivateCluster: true, privateDNSZone: 'system' } : {}),
    ...(vnetIntegration ? { enableVnetIntegration: true } : {}),
  };
  return Object.keys(profile).length === 0 ? {} : { apiServerAccessProfile: profile };
}

function buildPool(clusterId: string, name: string, spec: ClusterSpec, isFirst: boolean) {
  const { version = '1.33.5', nodePublicIpPrefixId, egress } = spec;
  const subnetId = egress?.type === 'userAssignedNATGateway' ? egress.subnetId : undefined;
  const hasPublicNodes = isFirst && nodePublicIpPrefixId !== undefined;
  return {
    eTag: stableGuid(`pool ${clusterId} ${name}`),
    name,
    count: isFirst ? 3 : 2,
    vmSize: 'Standard_D4ds_v5',
    osDiskSizeGB: 128,
    osDiskType: 'Ephemeral',
    kubeletDiskType: 'OS',
    maxPods: 110,
    type: 'VirtualMachineScaleSets',
    availabilityZones: ['1', '2', '3'],
    enableAutoScaling: false,
    spotMaxPrice: new LosslessNumber('-1.0'),
    provisioningState: 'Succeeded',
    powerState: { code: 'Running' },
    orchestratorVersion: version,
    currentOrchestratorVersion: version,
    ...(subnetId === undefined ? {} : { vnetSubnetID: subnetId }),
    enableNodePublicIP: hasPublicNodes,
    ...(hasPublicNodes ? { nodePublicIPPrefixID: nodePublicIpPrefixId } : {}),
    mode: isFirst ? 'System' : 'User',
    enableEncryptionAtHost: false,
    enableUltraSSD: false,
    osType: 'Linux',
    osSKU: 'Ubuntu',
    nodeImageVersion: 'AKSUbuntu-2204gen2containerd-202610.27.0',
    upgradeSettings: { maxSurge: '10%' },
    enableFIPS: false,
  };
}

function linuxProfile(clusterId: string): JsonObject {
  const key = createHash('sha512').update(clusterId).digest('base64');
  const keyData = `ssh-rsa ${key} azureuser@example.com\n`;
  return { adminUsername: 'azureuser', ssh: { publicKeys: [{ keyData }] } };
}

function identityProfile(subscriptionId: string, nodeGroup: string, name: string): JsonObject {
  const resourceId = `/subscriptions/${subscriptionId}/resourcegroups/${nodeGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}-agentpool`;
  return {
    kubeletidentity: {
      resourceId,
      clientId: stableGuid(`client ${resourceId}`),
      objectId: stableGuid(`object ${resourceId}`),
    },
  };
}

function stableHex(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

function stableGuid(text: string): string {
  const hex = stableHex(text, 32);
  return [0, 8, 12, 16, 20]
    .map((from, at, starts) => hex.slice(from, starts[at + 1] ?? 32))
    .join('-');
}
