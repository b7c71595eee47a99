import { z } from 'zod';

/*
 * A managed cluster as it comes over the wire, as far as this product reads it. Names are those of
 * Microsoft.ContainerService/managedClusters, api-version 2026-06-01, casing included. Everything
 * but the id may be missing, null or of a kind nobody expected; it is left out then.
 */

const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

/** Resource ids, given as `[{ id }]` or, in natGatewayProfile since 2026-06-01, as plain strings. */
const resourceIds = z
  .array(z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]))
  .catch([]);

/** `loadBalancerProfile` and `natGatewayProfile`: the addresses that traffic leaves from. */
const outboundProfile = z
  .object({
    effectiveOutboundIPs: resourceIds,
    outboundIPs: z.object({ publicIPs: resourceIds }).optional().catch(undefined),
    outboundIPPrefixes: z.object({ publicIPPrefixes: resourceIds }).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

const networkProfile = z
  .object({
    outboundType: text,
    loadBalancerSku: text,
    loadBalancerProfile: outboundProfile,
    natGatewayProfile: outboundProfile,
  })
  .optional()
  .catch(undefined);

const pool = z.object({
  name: z.string().catch(''),
  eTag: text,
  enableNodePublicIP: flag,
  nodePublicIPPrefixID: text,
  vnetSubnetID: text,
  podSubnetID: text,
});

const addon = z.object({
  enabled: flag,
  config: z.object({ logAnalyticsWorkspaceResourceID: text }).optional().catch(undefined),
});

/**
 * Whether something of this name stands there in other letters only. That it is not understood must not look
 * as if it were missing: a list that is missing means open.
 */
export function isSpelledOtherwise(name: string, holder: unknown): boolean {
  if (typeof holder !== 'object' || holder === null || name in holder) return false;
  const inLowerCase = name.toLowerCase();
  return Object.keys(holder).some((key) => key.toLowerCase() === inLowerCase);
}

const properties = z.object({
  /** Read by `accessProfileSchema`: what cannot be read there must not look like an empty list. */
  apiServerAccessProfile: z.unknown().optional(),
  publicNetworkAccess: text,
  provisioningState: text,
  powerState: z.object({ code: text }).optional().catch(undefined),
  kubernetesVersion: text,
  currentKubernetesVersion: text,
  fqdn: text,
  privateFQDN: text,
  resourceUID: text,
  networkProfile,
  agentPoolProfiles: z.array(pool).catch([]),
  diskEncryptionSetID: text,
  addonProfiles: z.record(z.string(), addon.optional().catch(undefined)).catch({}),
});

/** A cluster's `apiServerAccessProfile`. Fails where the list is there but is no list of texts. */
export const accessProfileSchema = z
  .unknown()
  .refine((profile) => !isSpelledOtherwise('authorizedIPRanges', profile))
  .pipe(
    z.object({
      authorizedIPRanges: z.array(z.string()).nullish(),
      enablePrivateCluster: flag,
      enableVnetIntegration: flag,
      subnetId: text,
    }),
  );

/** A body of GET, an item of LIST, or a row of Resource Graph. Fails only without an id. */
export const wireClusterSchema = z.object({
  id: z.string(),
  location: z.string().catch(''),
  tags: z.record(z.string(), z.string().catch('')).catch({}),
  sku: z.object({ name: text, tier: text }).optional().catch(undefined),
  identity: z
    .object({ userAssignedIdentities: z.record(z.string(), z.unknown()).catch({}) })
    .optional()
    .catch(undefined),
  eTag: text,
  /** The spelling of previews before 2024-09-01. */
  etag: text,
  properties: z
    .unknown()
    .refine((each) => !isSpelledOtherwise('apiServerAccessProfile', each))
    .pipe(properties)
    .optional()
    .catch(undefined),
});

/** What `wireClusterSchema` reads. */
export type WireCluster = z.infer<typeof wireClusterSchema>;
/** What `accessProfileSchema` reads. */
export type AccessProfile = z.infer<typeof accessProfileSchema>;
/** The properties of a cluster. */
export type WireProperties = NonNullable<WireCluster['properties']>;
