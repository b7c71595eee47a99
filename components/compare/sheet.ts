import type { CompareColumn, Comparison } from '#lib/clusters/fleet/compare';
import { type FleetView, fleetViewHref } from '#lib/clusters/fleet/view-url';
import { clusterPath } from '#lib/clusters/resource-id';
import { formatCidr } from '#lib/ranges/ipv4';
import type { Reach } from '#lib/ranges/reach';
import { reachDetail, youWord } from '../fleet/you.tsx';

/** One range, with the list of clusters as it is seen from there. */
export type SheetColumn = Pick<CompareColumn, 'label' | 'why' | 'letsIn' | 'lists'> & {
  readonly range: string;
  readonly href: `/clusters${string}`;
};

/** What a cell says. */
type Said = { readonly kind: Reach['kind']; readonly words: string };

/** A comparison as the table needs it: most cells say one of few things, so each is said once. */
export type Sheet = {
  readonly columns: readonly SheetColumn[];
  readonly said: readonly Said[];
  readonly rows: readonly {
    readonly name: string;
    readonly path: `/clusters/${string}`;
    readonly where: string;
    /** Column by column, which of `said` it is. */
    readonly cells: readonly number[];
  }[];
};

/** Packs a comparison for the table. */
export function sheetOf({ columns, rows }: Comparison, view: FleetView): Sheet {
  const said: Said[] = [];
  const places = new Map<string, number>();
  const placeOf = (reach: Reach) => {
    const words = reachWords(reach);
    const known = places.get(words);
    if (known !== undefined) return known;
    places.set(words, said.length);
    return said.push({ kind: reach.kind, words }) - 1;
  };
  return {
    columns: columns.map((column) => columnOf(column, view)),
    rows: rows.map(({ row, cells }) => ({
      name: row.id.name,
      path: clusterPath(row.id),
      where: `${row.id.resourceGroup} · ${row.subscriptionName}`,
      cells: cells.map(placeOf),
    })),
    said,
  };
}

function columnOf({ range, label, why, letsIn, lists }: CompareColumn, view: FleetView) {
  const written = formatCidr(range);
  const href = fleetViewHref(view, { from: why === 'you' ? '' : written });
  return { range: written, href, label, why, letsIn, lists };
}

/** `Admitted by 73.140.245.0/24`. */
function reachWords(reach: Reach): string {
  const detail = reachDetail(reach);
  return detail === undefined ? youWord(reach.kind) : `${youWord(reach.kind)} ${detail}`;
}
