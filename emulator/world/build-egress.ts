import { createHash } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import { buildPublicIpAddress, networkId } from './build-network.ts';

/** How the nodes of a cluster leave for the internet. */
export type Egress =
  | {
      readonly type: 'loadBalancer';
      readonly sku?: 'standard' | 'Basic';
      readonly address?: string;
    }
  | { readonly type: 'managedNATGateway'; readonly address?: string }
  | { readonly type: 'userAssignedNATGateway'; readonly subnetId: string }
  | { readonly type: 'userDefinedRouting' }
  | { readonly type: 'none' };

type Place = {
  readonly subscriptionId: string;
  readonly nodeGroup: string;
  readonly location: string;
  /** Equal seeds make equal names and addresses. */
  readonly seed: string;
};

/** A cluster's network profile and the public addresses that belong to it. */
export function networkProfile(
  egress: Egress,
  place: Place,
): { readonly profile: JsonObject; readonly resources: readonly JsonObject[] } {
  const common = {
    podCidr: '10.244.0.0/16',
    serviceCidr: '10.0.0.0/16',
    dnsServiceIP: '10.0.0.10',
    outboundType: egress.type,
    podCidrs: ['10.244.0.0/16'],
    serviceCidrs: ['10.0.0.0/16'],
    ipFamilies: ['IPv4'],
  };
  const plugin = { networkPlugin: 'azure', networkPluginMode: 'overlay', networkPolicy: 'cilium' };
  const isBasic = egress.type === 'loadBalancer' && egress.sku === 'Basic';
  const start = { ...plugin, loadBalancerSku: isBasic ? 'Basic' : 'standard' };
  if (isBasic || (egress.type !== 'loadBalancer' && egress.type !== 'managedNATGateway')) {
    return { profile: { ...start, ...common }, resources: [] };
  }
  const address = publicAddress(place, egress);
  const effectiveOutboundIPs = [{ id: address.id }];
  const outbound: JsonObject =
    egress.type === 'loadBalancer'
      ? {
          loadBalancerProfile: {
            managedOutboundIPs: { count: 1 },
            effectiveOutboundIPs,
            backendPoolType: 'nodeIPConfiguration',
          },
        }
      : {
          // Recorded so, beside a NAT gateway.
          loadBalancerProfile: {},
          natGatewayProfile: {
            managedOutboundIPProfile: { count: 1 },
            effectiveOutboundIPs,
            idleTimeoutInMinutes: 4,
          },
        };
  return { profile: { ...start, ...outbound, ...common }, resources: [address.resource] };
}

/** Of the load balancer that AKS makes in the node group, or of a NAT gateway, of which the seed has no more. */
function publicAddress(
  { subscriptionId, nodeGroup, location, seed }: Place,
  { type, address: given }: Extract<Egress, { readonly address?: string }>,
) {
  const bytes = createHash('sha256').update(seed).digest();
  const name = bytes
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  // Out of 20.50.0.0/16, which Azure's West Europe region really uses.
  const address = given ?? `20.50.${bytes.readUInt8(0)}.${bytes.readUInt8(1)}`;
  const group = { subscriptionId, resourceGroup: nodeGroup, location };
  const frontend = `kubernetes/frontendIPConfigurations/${name}`;
  const user =
    type === 'loadBalancer'
      ? { ipConfiguration: networkId(group, 'loadBalancers', frontend) }
      : undefined;
  const resource = buildPublicIpAddress(group, name, address, user);
  return { id: networkId(group, 'publicIPAddresses', name), resource };
}
