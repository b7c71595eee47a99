import type { ClusterSummary } from '#lib/clusters/summary';
import type { Failure } from '#lib/failure';

/** A cluster in the list of all clusters. */
export type FleetRow = ClusterSummary & {
  readonly subscriptionName: string;
  /** The tenant whose token listed it; with Lighthouse that is not the subscription's own. */
  readonly tenantId: string;
};

/** A place that could not be read, so that nobody takes silence for absence. */
export type Unreadable = {
  /** Resource id of a subscription or resource group, or a tenant id. */
  readonly scope: string;
  /** Its name for people. */
  readonly label: string;
  readonly failure: Failure;
};

/** The scope of all directories but the one signed in to, where Azure did not say which there are. */
export const unlistedDirectories = '/tenants';

/** Something about the reading as a whole that a person should know. */
export type FleetNote =
  /** Resource Graph answered for the first 10,000 subscriptions only. */
  | { readonly code: 'subscriptions-truncated' }
  /** Azure counted so many clusters more than it listed, also when it was asked again. */
  | { readonly code: 'clusters-missing'; readonly missing: number }
  /** Resource Graph did not answer; clusters were listed subscription by subscription. */
  | { readonly code: 'listed-directly'; readonly failure: Failure };

/** Every cluster that a person's token could list, and what it could not. */
export type Fleet = {
  readonly rows: readonly FleetRow[];
  readonly unreadable: readonly Unreadable[];
  readonly subscriptionsRead: number;
  readonly subscriptionsTotal: number;
  /** When it was read, ISO 8601 in UTC. */
  readonly asOf: string;
  readonly notes: readonly FleetNote[];
};

/** Some of a fleet, while the rest is on its way. */
export type PartOfFleet = {
  readonly fleet: Fleet;
  /** How many clusters there will be, where Azure has counted them. */
  readonly total?: number | undefined;
  /** How many directories have answered in full, where there are several. */
  readonly directories?: { readonly read: number; readonly total: number } | undefined;
};

/** Follows a fleet while it is being read. */
export type FleetListener = {
  /** Hears what is there, while more is still to come. */
  readonly onPart: (part: PartOfFleet) => void;
  /** Hears of rows of Resource Graph as soon as they are there; of some more than once. */
  readonly onRows: (rows: readonly FleetRow[]) => void;
};

/** What is still to come: more rows, or AKS's word on what is open. */
export type FleetPending =
  | ({ readonly what: 'rows' } & Omit<PartOfFleet, 'fleet'>)
  | { readonly what: 'confirmation' };
