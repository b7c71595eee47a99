/**
 * What a managed cluster answers with but does not take: the wire paths that the models of
 * api-version 2026-06-01 mark `readonly` (@azure/arm-containerservice 25.5.0, interface
 * `ManagedCluster` and what it refers to, with the wire names of its deserializers). `[]` stands for
 * every element of a list, `*` for every key of a map. The types of Bicep for 2026-05-01 mark the
 * same paths. A test derives this list from the installed package again.
 */
export const readOnlyFields = [
  'id',
  'name',
  'type',
  'systemData',
  'eTag',
  'identity.principalId',
  'identity.tenantId',
  'identity.userAssignedIdentities.*.principalId',
  'identity.userAssignedIdentities.*.clientId',
  'properties.provisioningState',
  'properties.powerState',
  'properties.maxAgentPools',
  'properties.currentKubernetesVersion',
  'properties.fqdn',
  'properties.privateFQDN',
  'properties.azurePortalFQDN',
  'properties.agentPoolProfiles[].eTag',
  'properties.agentPoolProfiles[].currentOrchestratorVersion',
  'properties.agentPoolProfiles[].provisioningState',
  'properties.agentPoolProfiles[].status.provisioningError',
  'properties.agentPoolProfiles[].localDNSProfile.state',
  'properties.addonProfiles.*.identity',
  'properties.podIdentityProfile.userAssignedIdentities[].provisioningState',
  'properties.podIdentityProfile.userAssignedIdentities[].provisioningInfo',
  'properties.oidcIssuerProfile.issuerURL',
  'properties.networkProfile.loadBalancerProfile.effectiveOutboundIPs',
  'properties.networkProfile.natGatewayProfile.effectiveOutboundIPs',
  'properties.privateLinkResources[].privateLinkServiceID',
  'properties.ingressProfile.webAppRouting.identity',
  'properties.resourceUID',
  'properties.status.provisioningError',
] as const;

/**
 * What the schema lets one send and Drawbridge never does, each with its reason.
 *
 * `nodeImageVersion`: writable since 2026-04-01, and sending it rolls the pool's node image back; it
 * was read-only before, and the markers have been wrong (azure-rest-api-specs#43524, #41598).
 */
export const neverSend = ['properties.agentPoolProfiles[].nodeImageVersion'] as const;

/**
 * Left out when empty, also where that comes of leaving out what is read-only.
 *
 * `availabilityZones`: AKS answers with `[]` for a pool without zones, and refuses to take it back
 * (azure-powershell, Set-AzAksCluster).
 *
 * `loadBalancerProfile`: AKS answers with `{}` for nodes that leave by a NAT gateway, and refuses a
 * profile that names no way out (`InvalidLoadBalancerProfile`); what the Azure CLI sends of such a cluster
 * lacks it.
 */
export const neverSendEmpty = [
  'properties.agentPoolProfiles[].availabilityZones',
  'properties.networkProfile.loadBalancerProfile',
] as const;
