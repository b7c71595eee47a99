import type { Cluster } from '#lib/clusters/cluster';
import type { Arm } from './arm.ts';
import type { Credential } from './credential.ts';
import { createLimit, type Limit } from './limit.ts';
import {
  readNatGateway,
  readPublicAddress,
  readPublicPrefix,
  readSubnetGateway,
} from './network.ts';

/** An address that the cluster's own nodes leave from, as a CIDR, and what it belongs to. */
export type EgressAddress = { readonly cidr: string; readonly source: string };

/** Where the cluster's own nodes come from when they call its API server. */
export type Egress = {
  readonly addresses: readonly EgressAddress[];
  /** Why `addresses` may lack some, a sentence each. */
  readonly unknown: readonly string[];
  /**
   * True where AKS admits the address by itself (Standard load balancer), which is documented for
   * creation only: to be proposed all the same.
   */
  readonly implicit: boolean;
};

type Found = Pick<Egress, 'addresses' | 'unknown'>;

type Reader = { readonly arm: Arm; readonly credential: Credential; readonly limit: Limit };

/** One thing to look up; `id` is the resource id that the cluster, or what it refers to, names. */
type Lookup = {
  readonly kind: 'address' | 'prefix' | 'subnet';
  readonly id: string;
  readonly source: string;
};

/**
 * Resolves the addresses that the cluster names: outbound addresses and prefixes of its load balancer
 * or NAT gateway, the NAT gateway of its subnets, prefixes of nodes with public addresses. They often
 * lie in resource groups the person cannot read; that is said, not guessed.
 */
export async function readEgress(
  arm: Arm,
  credential: Credential,
  cluster: Cluster,
): Promise<Egress> {
  const reader = { arm, credential, limit: createLimit(8) };
  const outboundType = (cluster.outboundType ?? 'loadBalancer').toLowerCase();
  const lookups = distinct([...outboundLookups(cluster, outboundType), ...nodeLookups(cluster)]);
  const found = await Promise.all(lookups.map((lookup) => resolve(reader, lookup)));
  const { addresses, unknown } = merge([unnamed(cluster, outboundType, lookups), ...found]);
  const isStandard = cluster.loadBalancerSku?.toLowerCase() !== 'basic';
  return { addresses, unknown, implicit: outboundType === 'loadbalancer' && isStandard };
}

function outboundLookups(cluster: Cluster, outboundType: string): readonly Lookup[] {
  if (outboundType === 'userassignednatgateway') {
    const source = 'NAT gateway of the nodes’ subnet';
    return cluster.pools.flatMap(({ subnetId }) =>
      subnetId === undefined ? [] : [{ kind: 'subnet' as const, id: subnetId, source }],
    );
  }
  const source = outboundType === 'managednatgateway' ? 'NAT gateway' : 'load balancer';
  const addressIds = [...cluster.effectiveOutboundIpIds, ...cluster.outboundIpIds];
  return [
    ...addressIds.map((id) => ({ kind: 'address' as const, id, source })),
    ...cluster.outboundPrefixIds.map((id) => ({ kind: 'prefix' as const, id, source })),
  ];
}

function nodeLookups({ pools }: Cluster): readonly Lookup[] {
  return pools.flatMap(({ name, enableNodePublicIp, nodePublicIpPrefixId: id }) =>
    enableNodePublicIp && id !== undefined
      ? [{ kind: 'prefix' as const, id, source: `nodes of pool ${name}` }]
      : [],
  );
}

/** What the cluster leaves unsaid. */
function unnamed(cluster: Cluster, outboundType: string, lookups: readonly Lookup[]): Found {
  const unknown = cluster.pools
    .filter((pool) => pool.enableNodePublicIp && pool.nodePublicIpPrefixId === undefined)
    .map(
      ({ name }) =>
        `Nodes of pool ${name} leave from public addresses of their own, which come from no prefix.`,
    );
  if (outboundType === 'userdefinedrouting' || outboundType === 'none') {
    unknown.push('Traffic leaves through a firewall or appliance that the cluster does not name.');
  } else if (!lookups.some(({ source }) => !source.startsWith('nodes of'))) {
    unknown.push('Traffic leaves from addresses that the cluster does not name.');
  }
  return { addresses: [], unknown };
}

async function resolve(reader: Reader, { kind, id, source }: Lookup): Promise<Found> {
  const { arm, credential, limit } = reader;
  if (kind === 'subnet') return resolveSubnet(reader, id, source);
  const readOne = kind === 'address' ? readPublicAddress : readPublicPrefix;
  const cidr = await limit(() => readOne(arm, credential, id));
  if (!cidr.ok) return { addresses: [], unknown: [cidr.error] };
  return { addresses: cidr.value === undefined ? [] : [{ cidr: cidr.value, source }], unknown: [] };
}

async function resolveSubnet(reader: Reader, id: string, source: string): Promise<Found> {
  const { arm, credential, limit } = reader;
  const gatewayId = await limit(() => readSubnetGateway(arm, credential, id));
  if (!gatewayId.ok) return { addresses: [], unknown: [gatewayId.error] };
  const gateway = await limit(() => readNatGateway(arm, credential, gatewayId.value));
  if (!gateway.ok) return { addresses: [], unknown: [gateway.error] };
  const { addressIds, prefixIds } = gateway.value;
  const lookups: readonly Lookup[] = [
    ...addressIds.map((addressId) => ({ kind: 'address' as const, id: addressId, source })),
    ...prefixIds.map((prefixId) => ({ kind: 'prefix' as const, id: prefixId, source })),
  ];
  return merge(await Promise.all(lookups.map((lookup) => resolve(reader, lookup))));
}

/** Pools share subnets, and effective addresses repeat the configured ones. */
function distinct(lookups: readonly Lookup[]): readonly Lookup[] {
  return [...new Map(lookups.map((lookup) => [lookup.id.toLowerCase(), lookup])).values()];
}

function merge(parts: readonly Found[]): Found {
  const addresses = parts.flatMap((part) => part.addresses);
  return {
    addresses: [...new Map(addresses.map((address) => [address.cidr, address])).values()],
    unknown: [...new Set(parts.flatMap((part) => part.unknown))],
  };
}
