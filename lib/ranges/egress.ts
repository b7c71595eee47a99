/** Where a cluster's own nodes leave from, as far as it could be read: what a change is judged by. */
export type KnownEgress = {
  /** Addresses or ranges that get in by an entry and by nothing else. */
  readonly addresses: readonly string[];
  /** Those of a Standard load balancer: AKS lets them in without an entry. */
  readonly implicit?: readonly string[];
  /** Why `addresses` may lack some, a sentence each. */
  readonly unknown: readonly string[];
};

/**
 * The nodes leave from no address, and that is certain: stands in for a change that cannot cut a node off, so
 * that nobody has to find out where they leave from.
 */
export const noEgress: KnownEgress = { addresses: [], unknown: [] };

/**
 * Why a cluster cannot name the addresses that its nodes leave from, a sentence; nothing where it names
 * them, or may. `outboundType` as on the wire.
 */
export function unnamedEgress(outboundType = 'loadBalancer'): readonly string[] {
  const isElsewhere = ['userdefinedrouting', 'none'].includes(outboundType.toLowerCase());
  return isElsewhere
    ? ['Traffic leaves through a firewall or appliance that the cluster does not name.']
    : [];
}
