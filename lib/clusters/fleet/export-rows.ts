import { clusterReach } from '#lib/clusters/reach';
import { formatClusterId } from '#lib/clusters/resource-id';
import { clusterState } from '#lib/clusters/state';
import type { Cidr } from '#lib/ranges/ipv4';
import type { Reach } from '#lib/ranges/reach';
import { csvBeginning, csvRecord, listCells } from './csv.ts';
import type { FleetRow } from './fleet.ts';
import { gapRemarks } from './gaps.ts';

/** The file to be made of a view. */
export type Export = {
  /** In the order of the view. */
  readonly rows: readonly FleetRow[];
  /** From where "you" get in, asked together, and how that is called. */
  readonly who: readonly Cidr[];
  readonly from: string;
  /** Why there may be clusters that are not in it: silence must not look like absence. */
  readonly gaps: readonly string[];
  /** Facts of the whole, for JSON: when it was read, which view it is, what could not be read. */
  readonly about: Readonly<Record<string, unknown>>;
};

/** How many cells a list may take: 2,000 entries need two in Excel. */
const listColumns = 2;

/** The clusters as CSV, a piece at a time. */
export function* csvPieces({ rows, who, from, gaps }: Export): Generator<string> {
  const lists = Array.from({ length: listColumns - 1 }, () => 'List, continued');
  const head = [
    ...['Name', 'Subscription', 'Resource group', 'Location', 'Kubernetes version'],
    ...['Access', 'Confirmed', `From ${from}`, 'By', 'State', 'Entries', 'Limit', 'List', ...lists],
    ...['API server', 'Managed by', 'Resource id'],
  ];
  yield* csvBeginning(head, gapRemarks(gaps));
  for (const row of rows) {
    // Once: the texts of a list are made whenever it is read.
    const { id, entries } = row;
    const reach = clusterReach(row, who);
    yield csvRecord([
      ...[id.name, row.subscriptionName, id.resourceGroup, row.location, row.kubernetesVersion],
      ...[row.access, row.accessConfirmed ? 'yes' : 'no', reach.kind, byOf(reach)],
      ...[clusterState(row), entries.length, row.rangeLimit, ...listCells(entries, listColumns)],
      ...[row.fqdn ?? row.privateFqdn, row.ownedBy, formatClusterId(id)],
    ]);
  }
}

/** The clusters as one JSON object, a piece at a time. */
export function* jsonPieces({ rows, who, about, gaps }: Export): Generator<string> {
  yield `${JSON.stringify({ ...about, gaps }, null, 2).slice(0, -2)},\n  "clusters": [`;
  let comma = '';
  for (const row of rows) {
    yield `${comma}\n    ${JSON.stringify(jsonRow(row, who))}`;
    comma = ',';
  }
  yield comma === '' ? ']\n}\n' : '\n  ]\n}\n';
}

function jsonRow(row: FleetRow, who: readonly Cidr[]) {
  const { id, entries } = row;
  const reach = clusterReach(row, who);
  return {
    id: formatClusterId(id),
    name: id.name,
    subscriptionId: id.subscriptionId,
    subscription: row.subscriptionName,
    tenantId: row.tenantId,
    resourceGroup: id.resourceGroup,
    location: row.location,
    kubernetesVersion: row.kubernetesVersion,
    access: row.access,
    confirmed: row.accessConfirmed,
    reach: reach.kind,
    by: byOf(reach),
    state: clusterState(row),
    fqdn: row.fqdn,
    privateFqdn: row.privateFqdn,
    managedBy: row.ownedBy,
    tags: row.tags,
    limit: row.rangeLimit,
    entries,
  };
}

function byOf(reach: Reach): string | undefined {
  switch (reach.kind) {
    case 'admitted':
      return reach.by;
    case 'partly':
      return reach.by.join(' ');
    case 'unknown':
      return reach.dependsOn ?? reach.because;
    default:
      return undefined;
  }
}
