import type { Fleet, FleetRow } from './fleet.ts';

/** A fleet of which only these clusters have come, and nothing is known that could not be read. */
export function firstOfFleet(rows: readonly FleetRow[], asOf: string): Fleet {
  const subscriptions = new Set(rows.map(({ id }) => id.subscriptionId.toLowerCase())).size;
  return {
    rows,
    unreadable: [],
    subscriptionsRead: subscriptions,
    subscriptionsTotal: subscriptions,
    asOf,
    notes: [],
  };
}
