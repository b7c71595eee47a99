import type { LinkedRight } from './linked-rights.ts';

/** A lock that keeps the cluster from being changed. */
export type Lock = {
  readonly name: string;
  readonly level: string;
  /** The resource id it was put on: the cluster, its resource group or its subscription. */
  readonly scope: string;
};

/** A role that somebody has in PIM and has not activated. */
export type EligibleRole = {
  readonly name: string;
  /** Resource id that it would hold for. */
  readonly scope: string;
  /** `unknown` where nobody let us read what the role may do. */
  readonly grants: 'yes' | 'unknown';
};

/** What stands between a person and a change, as far as Azure tells beforehand. Azure decides later. */
export type Rights = {
  readonly write: 'allowed' | 'missing' | 'unknown';
  /** The action to ask for, where it is missing. */
  readonly missing?: string;
  /** Where `write` is missing: roles that would give it once they are activated. */
  readonly eligible: readonly EligibleRole[] | 'unknown';
  /** Where `write` is allowed: rights on other resources that Azure says are not there. */
  readonly linkedMissing: readonly LinkedRight[];
  /** Only those that forbid changes; one against deletion does not. */
  readonly readOnlyLocks: readonly Lock[] | 'unknown';
};
