/**
 * How many entries AKS takes: 200, or 2,000 with API server VNet integration.
 * Source: learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges, "Limitations".
 */
const listLimits = { usual: 200, vnetIntegration: 2000 } as const;

/**
 * How many entries AKS takes for a cluster. One of the SKU Automatic is made with VNet integration: where it
 * does not say so, the larger number counts, and Azure's answer decides.
 */
export function listLimit(vnetIntegration: boolean, skuName: string | undefined): 200 | 2000 {
  const isIntegrated = vnetIntegration || skuName?.toLowerCase() === 'automatic';
  return isIntegrated ? listLimits.vnetIntegration : listLimits.usual;
}

/** How full a list is. `near`: nine tenths or more. `over`: older lists may be; they are kept as they are. */
type Fullness = 'roomy' | 'near' | 'full' | 'over';

/** How full a list of `count` entries is, where AKS takes `limit`. */
export function fullness(count: number, limit: number): Fullness {
  if (count > limit) return 'over';
  if (count === limit) return 'full';
  return count >= limit * 0.9 ? 'near' : 'roomy';
}

/** A list, or how long it is. */
type Counted = { readonly length: number };

/**
 * True when a change makes a list longer than AKS takes: to be refused, not to be confirmed. A list that is
 * longer already is one of those that AKS takes more of: how many, only its answer tells.
 */
export function overLimit(before: Counted, after: Counted, limit: number): boolean {
  return after.length > limit && before.length <= limit;
}
