import { reachKinds } from '#lib/ranges/reach';
import { columnsOf } from './columns.ts';
import type { Fleet } from './fleet.ts';
import { readQuestion } from './question.ts';

/** The figures of the sentence on top of the fleet page. */
export type FleetHeadline = {
  /** Clusters whose network lets in whoever is asked about; undefined where nobody knows an address. */
  readonly letsIn: number | undefined;
  /** Clusters that let in a part of the ranges that are asked about. */
  readonly letsInPartly: number;
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

/**
 * Counts what the fleet page says first. `ownAddress` is dotted IPv4; `from` is what a view asks about
 * instead, as typed.
 */
export function fleetHeadline(fleet: Fleet, ownAddress?: string, from = ''): FleetHeadline {
  const { rows } = fleet;
  const { ranges } = readQuestion(from, ownAddress);
  const kinds = countKinds(columnsOf(rows).reach(ranges).codes);
  const open = rows.filter(({ access }) => access === 'open');
  return {
    letsIn: ranges.length === 0 ? undefined : kinds.admitted + kinds.open,
    letsInPartly: kinds.partly,
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

function countKinds(codes: ArrayLike<number>) {
  const counts = { admitted: 0, partly: 0, open: 0, blocked: 0, private: 0, unknown: 0 };
  for (let at = 0; at < codes.length; at++) {
    const kind = reachKinds[codes[at] ?? 0];
    if (kind) counts[kind]++;
  }
  return counts;
}
