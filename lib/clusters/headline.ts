import { coverageOf } from '#lib/ranges/entry';
import type { Fleet } from './fleet.ts';
import { clusterReach } from './reach.ts';

/** The figures of the sentence on top of the fleet page. */
export type FleetHeadline = {
  /** Clusters whose network lets the person's address in; undefined where nobody knows it. */
  readonly letsIn: number | undefined;
  /** Clusters whose access could be read. */
  readonly readable: number;
  /** Clusters that were found, readable or not. */
  readonly found: number;
  /** Clusters open to the internet, the unconfirmed included: they count as exposed. */
  readonly open: number;
  /** Of the open ones, those that no direct read has confirmed. */
  readonly openUnconfirmed: number;
  readonly subscriptionsRead: number;
  readonly subscriptionsTotal: number;
  /** Places that could not be read. */
  readonly unreadable: number;
  /** When it was read, ISO 8601 in UTC. */
  readonly asOf: string;
};

/** Counts what the fleet page says first. `ownAddress` is dotted IPv4. */
export function fleetHeadline(fleet: Fleet, ownAddress?: string): FleetHeadline {
  const { rows } = fleet;
  const who = ownAddress === undefined ? undefined : coverageOf(ownAddress);
  const kinds = rows.map((row) => clusterReach(row, who).kind);
  const open = rows.filter(({ access }) => access === 'open');
  return {
    letsIn: who && kinds.filter((kind) => kind === 'admitted' || kind === 'open').length,
    readable: rows.filter(({ access }) => access !== 'unknown').length,
    found: rows.length,
    open: open.length,
    openUnconfirmed: open.filter(({ accessConfirmed }) => !accessConfirmed).length,
    subscriptionsRead: fleet.subscriptionsRead,
    subscriptionsTotal: fleet.subscriptionsTotal,
    unreadable: fleet.unreadable.length,
    asOf: fleet.asOf,
  };
}
