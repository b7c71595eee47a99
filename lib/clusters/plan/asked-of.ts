import type { FleetRow } from '#lib/clusters/fleet/fleet';
import type { Intent } from '#lib/ranges/intent';

/** What is asked of each cluster of a plan: the very same array wherever the same is asked. */
export type AskedOf = (row: FleetRow) => readonly Intent[];

/** Makes something of intents once, for all the clusters that they are asked of. */
export function perAsked<T>(
  asked: AskedOf,
  make: (intents: readonly Intent[]) => (row: FleetRow) => T,
): (row: FleetRow) => T {
  const made = new Map<readonly Intent[], (row: FleetRow) => T>();
  return (row) => {
    const intents = asked(row);
    const known = made.get(intents) ?? make(intents);
    made.set(intents, known);
    return known(row);
  };
}
