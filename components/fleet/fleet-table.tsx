import type { RefObject } from 'react';
import { isSelected, nothing } from '#lib/clusters/fleet/selection';
import { grouped } from '#lib/grouped';
import { useOwnLinks } from '../ui/use-own-links.ts';
import { beyond, type RowRun, rowRuns, type Span } from './row-runs.ts';
import type { ShownList } from './rows-store.ts';
import { type SortLink, TableHead } from './table-head.tsx';
import { type PickRow, TableRow } from './table-row.tsx';
import type { RowKeys } from './use-row-keys.ts';
import type { Selecting } from './use-selection.ts';

/** A row per cluster; of a long list those that are on the screen, and room for the others. */
export function FleetTable({
  list,
  span,
  long,
  sorts,
  search,
  selecting,
  pick,
  keys,
  body,
  onSort,
}: {
  list: ShownList;
  span: Span;
  /** Whether only a part of the list is drawn. */
  long: boolean;
  sorts: readonly SortLink[];
  search: string;
  selecting: Selecting | undefined;
  pick: PickRow | undefined;
  keys: RowKeys;
  body: RefObject<HTMLTableSectionElement | null>;
  onSort: () => void;
}) {
  const { total, rows } = list;
  const lead = useOwnLinks();
  const selection = selecting?.selection ?? nothing;
  // Tab stops in one row of a long list, else one could tab through ten thousand.
  const stop = keys.active ?? Math.min(span.from === 0 ? 0 : span.from + beyond, total - 1);
  const row = (at: number) => {
    const known = rows.get(at);
    return (
      <TableRow
        key={at}
        at={at}
        row={known}
        selected={known !== undefined && isSelected(selection, known.key)}
        tab={!long || at === stop}
        pick={pick}
      />
    );
  };
  const all = long ? rowRuns(span, keys.active, total) : rowsOf(span);
  const drawn = all.flatMap((each) => (each.kind === 'room' ? [each] : rowsOf(each)));
  return (
    <div className="card overflow-clip">
      <table
        aria-label="Clusters"
        onKeyDown={keys.onKeyDown}
        onKeyUp={keys.onKeyUp}
        onFocus={keys.onFocus}
        onClick={lead}
        aria-rowcount={total + 1}
        className="w-full table-fixed border-separate border-spacing-0 [--row:7rem] sm:[--row:5rem] md:[--row:3.625rem]"
      >
        <TableHead
          sorts={sorts}
          search={search}
          box={selecting && <AllBox selecting={selecting} total={total} />}
          onSort={onSort}
        />
        <tbody ref={body}>
          {drawn.map(({ kind, from, to }, index) =>
            kind === 'room' ? (
              // Rows keep their place in the page, and the focus with it, when there is more room.
              // biome-ignore lint/suspicious/noArrayIndexKey: one room is as good as another.
              <Room key={`room ${index}`} rows={to - from} />
            ) : (
              row(from)
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

/** A run of rows, row by row. */
function rowsOf({ from, to }: Span): readonly RowRun[] {
  return Array.from({ length: to - from }, (_, index) => {
    return { kind: 'rows', from: from + index, to: from + index + 1 };
  });
}

function AllBox({ selecting, total }: { selecting: Selecting; total: number }) {
  const { count, selectAll, clear } = selecting;
  const all = count >= total && count > 0;
  return (
    <label className="scripted grid h-9 cursor-pointer place-items-center">
      <input
        type="checkbox"
        aria-label={`Select all ${grouped(total)}`}
        checked={all}
        ref={(box) => {
          if (box !== null) box.indeterminate = count > 0 && !all;
        }}
        onChange={() => (all ? clear() : selectAll())}
        className="size-4 cursor-pointer accent-accent"
      />
    </label>
  );
}

/** As high as so many rows. */
function Room({ rows }: { rows: number }) {
  return (
    <tr aria-hidden>
      <td className="p-0" style={{ height: `calc(var(--row) * ${rows})` }} />
    </tr>
  );
}
