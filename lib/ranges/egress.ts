/** Where a cluster's own nodes leave from, as far as it could be read: what a change is judged by. */
export type KnownEgress = {
  /** Addresses or ranges that get in by an entry and by nothing else. */
  readonly addresses: readonly string[];
  /** Those of a Standard load balancer: AKS lets them in without an entry. */
  readonly implicit?: readonly string[];
  /** Why `addresses` may lack some, a sentence each. */
  readonly unknown: readonly string[];
};
