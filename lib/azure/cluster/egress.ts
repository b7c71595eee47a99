import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { createLimit, type Limit } from '#lib/azure/http/limit';
import type { Cluster } from '#lib/clusters/cluster';
import { type KnownEgress, unnamedEgress } from '#lib/ranges/egress';
import { readNatGateway, readPublicIp, readSubnetGateway } from './network.ts';

/** An address that the cluster's own nodes leave from, as a CIDR, and what it belongs to. */
type EgressAddress = {
  readonly cidr: string;
  readonly source: string;
  /**
   * True where AKS admits the address by itself (Standard load balancer), which is documented for
   * creation only: to be proposed all the same.
   */
  readonly implicit: boolean;
};

/** Where the cluster's own nodes come from when they call its API server. */
export type Egress = {
  readonly addresses: readonly EgressAddress[];
  /** Why `addresses` may lack some. */
  readonly unknown: readonly UnknownEgress[];
};

/** What could not be found out: a sentence, and whether AKS would admit it by itself. */
type UnknownEgress = { readonly because: string; readonly implicit: boolean };

type Reader = { readonly arm: Arm; readonly credential: Credential; readonly limit: Limit };

/** One thing to look up; `id` is the resource id that the cluster, or what it refers to, names. */
type Lookup = {
  /** A public address or prefix, or a subnet whose NAT gateway has some. */
  readonly kind: 'public-ip' | 'subnet';
  readonly id: string;
  readonly source: string;
  readonly implicit: boolean;
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
  const isStandard = cluster.loadBalancerSku !== 'basic';
  const implicit = outboundType === 'loadbalancer' && isStandard;
  const outbound = outboundLookups(cluster, outboundType, implicit);
  const lookups = distinct([...outbound, ...nodeLookups(cluster)]);
  const found = await Promise.all(lookups.map((lookup) => resolve(reader, lookup)));
  const unnamed = [...unnamedNodes(cluster), ...unnamedOutbound(outbound, outboundType, implicit)];
  return merge([{ addresses: [], unknown: unnamed }, ...found]);
}

/**
 * The part of an egress that a change is judged by. What AKS admits without an entry cannot be cut off, so it
 * does not matter whether some of that is unknown.
 */
export function knownEgress({ addresses, unknown }: Egress): KnownEgress {
  return {
    addresses: addresses.filter((each) => !each.implicit).map(({ cidr }) => cidr),
    implicit: addresses.filter((each) => each.implicit).map(({ cidr }) => cidr),
    unknown: unknown.filter((each) => !each.implicit).map(({ because }) => because),
  };
}

function outboundLookups(
  cluster: Cluster,
  outboundType: string,
  implicit: boolean,
): readonly Lookup[] {
  if (outboundType === 'userassignednatgateway') {
    const source = 'NAT gateway of the nodes’ subnet';
    return cluster.pools.flatMap(({ subnetId }) =>
      subnetId === undefined ? [] : [{ kind: 'subnet' as const, id: subnetId, source, implicit }],
    );
  }
  const source = outboundType === 'managednatgateway' ? 'NAT gateway' : 'load balancer';
  const { effectiveOutboundIpIds, outboundIpIds, outboundPrefixIds } = cluster;
  return [...effectiveOutboundIpIds, ...outboundIpIds, ...outboundPrefixIds].map((id) => ({
    kind: 'public-ip',
    id,
    source,
    implicit,
  }));
}

function nodeLookups({ pools }: Cluster): readonly Lookup[] {
  return pools.flatMap(({ name, enableNodePublicIp, nodePublicIpPrefixId: id }) =>
    enableNodePublicIp && id !== undefined
      ? [{ kind: 'public-ip' as const, id, source: `nodes of pool ${name}`, implicit: false }]
      : [],
  );
}

function unnamedNodes({ pools }: Cluster): readonly UnknownEgress[] {
  return pools
    .filter((pool) => pool.enableNodePublicIp && pool.nodePublicIpPrefixId === undefined)
    .map(({ name }) => ({
      because: `Nodes of pool ${name} leave from public addresses of their own, which come from no prefix.`,
      implicit: false,
    }));
}

function unnamedOutbound(
  outbound: readonly Lookup[],
  outboundType: string,
  implicit: boolean,
): readonly UnknownEgress[] {
  const elsewhere = unnamedEgress(outboundType);
  if (elsewhere.length > 0) return elsewhere.map((because) => ({ because, implicit }));
  const because = 'Traffic leaves from addresses that the cluster does not name.';
  return outbound.length === 0 ? [{ because, implicit }] : [];
}

async function resolve(reader: Reader, lookup: Lookup): Promise<Egress> {
  const { kind, id, source, implicit } = lookup;
  const { arm, credential, limit } = reader;
  if (kind === 'subnet') return resolveSubnet(reader, lookup);
  const cidr = await limit(() => readPublicIp(arm, credential, id));
  if (!cidr.ok) return notFound(cidr.error, implicit);
  const addresses = cidr.value === undefined ? [] : [{ cidr: cidr.value, source, implicit }];
  return { addresses, unknown: [] };
}

async function resolveSubnet(reader: Reader, { id, source, implicit }: Lookup): Promise<Egress> {
  const { arm, credential, limit } = reader;
  const gatewayId = await limit(() => readSubnetGateway(arm, credential, id));
  if (!gatewayId.ok) return notFound(gatewayId.error, implicit);
  const publicIpIds = await limit(() => readNatGateway(arm, credential, gatewayId.value));
  if (!publicIpIds.ok) return notFound(publicIpIds.error, implicit);
  const found = publicIpIds.value.map((each) =>
    resolve(reader, { kind: 'public-ip', id: each, source, implicit }),
  );
  return merge(await Promise.all(found));
}

function notFound(because: string, implicit: boolean): Egress {
  return { addresses: [], unknown: [{ because, implicit }] };
}

/** Pools share subnets, and effective addresses repeat the configured ones. */
function distinct(lookups: readonly Lookup[]): readonly Lookup[] {
  return [...new Map(lookups.map((lookup) => [lookup.id.toLowerCase(), lookup])).values()];
}

function merge(parts: readonly Egress[]): Egress {
  const addresses = parts.flatMap((part) => part.addresses);
  const unknown = parts.flatMap((part) => part.unknown);
  return {
    addresses: [...new Map(addresses.map((address) => [address.cidr, address])).values()],
    unknown: [...new Map(unknown.map((each) => [each.because, each])).values()],
  };
}
