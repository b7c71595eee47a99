import type { FleetRow } from './fleet.ts';

/** What stands between a person and a change of many clusters. */
export type FleetRights = {
  /** Those that this person has no right to write. */
  readonly missing: readonly FleetRow[];
  /** Of the others, those that a lock keeps from being changed. */
  readonly locked: readonly FleetRow[];
  /** How many there are of which Azure does not say whether this person may write them. */
  readonly unknown: number;
};
