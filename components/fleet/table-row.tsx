import { type ChangeEvent, memo } from 'react';
import type { ShownRow } from '#lib/clusters/fleet/shown-row';
import { AccessBadge } from '../cluster/access-badge.tsx';
import { ClusterState, isQuiet } from '../cluster/cluster-state.tsx';
import { PlainLink } from '../ui/button.tsx';
import { columns } from './table-head.tsx';
import { You } from './you.tsx';

/** What a click on a row's box means; `run` with Shift: all rows up to this one. */
export type PickRow = (at: number, on: boolean, run: boolean) => void;

/**
 * A cluster, or the place of one that is not here yet. It is as high as every other row: narrow screens
 * keep the columns that decide, and fold the rest under the name: of the state only what is news.
 */
export const TableRow = memo(function TableRow({
  at,
  row,
  selected,
  tab,
  pick,
}: {
  at: number;
  row: ShownRow | undefined;
  selected: boolean;
  /** Whether Tab stops here; in a long list it does in one row, and arrows go to the others. */
  tab: boolean;
  pick: PickRow | undefined;
}) {
  return (
    <tr
      // The head is the first.
      aria-rowindex={at + 2}
      className={`h-(--row) ${selected ? 'bg-accent-soft' : 'hover:bg-sunken/60 focus-within:bg-sunken/60'}`}
    >
      {pick !== undefined && (
        <td className="cell p-0">
          <Box at={at} row={row} selected={selected} tab={tab} pick={pick} />
        </td>
      )}
      {row === undefined ? <Placeholder /> : <Cells at={at} row={row} tab={tab} />}
    </tr>
  );
});

function Box({
  at,
  row,
  selected,
  tab,
  pick,
}: {
  at: number;
  row: ShownRow | undefined;
  selected: boolean;
  tab: boolean;
  pick: PickRow;
}) {
  const change = ({ currentTarget, nativeEvent }: ChangeEvent<HTMLInputElement>) =>
    pick(at, currentTarget.checked, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true);
  return (
    <label className="grid h-[calc(var(--row)-1px)] cursor-pointer select-none place-items-center">
      <input
        type="checkbox"
        name="cluster"
        value={row?.key ?? ''}
        aria-label={row === undefined ? 'Not here yet' : `Select ${row.name}`}
        checked={selected}
        onChange={change}
        tabIndex={tab ? undefined : -1}
        className="size-4 cursor-pointer accent-accent"
      />
    </label>
  );
}

function Cells({ at, row, tab }: { at: number; row: ShownRow; tab: boolean }) {
  // By its place: the cluster's own id is long, and would stand in each row three times more.
  const nameId = `name-${at}`;
  const tabIndex = tab ? undefined : -1;
  return (
    <>
      <th scope="row" className="cell min-w-0 text-left font-normal">
        <a
          id={nameId}
          href={row.path}
          tabIndex={tabIndex}
          title={row.name}
          className="line-clamp-2 font-medium [overflow-wrap:anywhere] hover:text-accent hover:underline sm:line-clamp-1"
        >
          {row.name}
        </a>
        <p
          className="line-clamp-2 text-xs text-muted [overflow-wrap:anywhere] sm:line-clamp-1"
          title={`${row.group} · ${row.subscription}`}
        >
          {!isQuiet(row.state) && (
            <span className="max-md:hidden lg:hidden">
              <ClusterState state={row.state} /> ·{' '}
            </span>
          )}
          {row.group}
          <span className="lg:hidden">{` · ${row.subscription}`}</span>
        </p>
        <div className="flex gap-x-3 *:min-w-0 md:hidden">
          <You reach={row.reach} />
          {!isQuiet(row.state) && <ClusterState state={row.state} />}
        </div>
      </th>
      <td className={`cell truncate ${columns.subscription.hides}`} title={row.subscription}>
        {row.subscription}
      </td>
      <td className={`cell truncate text-muted ${columns.location.hides}`} title={row.location}>
        {row.location}
      </td>
      <td className={`cell truncate text-muted tabular-nums ${columns.version.hides}`}>
        {row.version}
      </td>
      {/* Two lines rather than a word that is cut, where letters are set wide. */}
      <td className="cell whitespace-nowrap max-sm:*:first:whitespace-normal!">
        <AccessBadge access={row.access} />
        <p className="mt-0.5 text-xs text-muted tabular-nums">
          {row.entries}
          {/^\d/.test(row.entries) && <span className="max-sm:sr-only"> entries</span>}
        </p>
        <AddMyIp row={row} tabIndex={tabIndex} nameId={nameId} className="mt-1 sm:hidden" />
      </td>
      <td className={`cell ${columns.you.hides}`}>
        <You reach={row.reach} stacked />
      </td>
      <td className={`cell truncate ${columns.state.hides}`}>
        <ClusterState state={row.state} />
      </td>
      <td className="cell text-right max-sm:hidden">
        <AddMyIp row={row} tabIndex={tabIndex} nameId={nameId} />
      </td>
    </>
  );
}

function AddMyIp({
  row,
  tabIndex,
  nameId,
  className,
}: {
  row: ShownRow;
  tabIndex: number | undefined;
  nameId: string;
  className?: string;
}) {
  if (!row.offersMyIp) return null;
  return (
    <PlainLink
      href={`${row.path}/add-my-ip`}
      look="plain"
      small
      tabIndex={tabIndex}
      aria-describedby={nameId}
      className={className}
    >
      Add my IP
    </PlainLink>
  );
}

const [, ...others] = Object.entries(columns);

/** Still, not shimmering: it is gone before one would have understood that. */
function Placeholder() {
  return (
    <>
      <th scope="row" className="cell font-normal">
        <span className="sr-only">Not here yet</span>
        <Bar className="w-2/5" />
        <Bar className="mt-2 w-1/4" />
      </th>
      {others.map(([by, { hides, bar }]) => (
        <td key={by} className={`cell ${hides}`}>
          {bar && <Bar className={bar} />}
        </td>
      ))}
      <td className="cell max-sm:hidden" />
    </>
  );
}

function Bar({ className }: { className: string }) {
  return <span aria-hidden className={`block h-2.5 rounded-full bg-line/70 ${className}`} />;
}
