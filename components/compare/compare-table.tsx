'use client';

// Drawn in the browser as well: as elements of the server its cells would be sent twice, 300 KB of them.

import clsx from 'clsx';
import Link from 'next/link';
import { counted, grouped } from '#lib/grouped';
import { Addresses } from '../ui/addresses.tsx';
import { Head } from '../ui/table.tsx';
import { KeyGrid } from './key-grid.tsx';
import { ReachLetter } from './reach-letter.tsx';
import type { Sheet, SheetColumn } from './sheet.ts';

/** Clusters down, ranges across, and in each cell whether the range gets in. */
export function CompareTable({ sheet }: { sheet: Sheet }) {
  const { columns, rows } = sheet;
  return (
    <KeyGrid label="Clusters and ranges" className="border-collapse">
      <thead>
        <tr className="border-b border-line align-bottom">
          <Head className="sticky left-0 z-10 min-w-40 bg-surface align-bottom">Cluster</Head>
          {columns.map((column, at) => (
            <RangeHead key={column.range} column={column} isFirst={isFirstOfKind(columns, at)} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.path} row={row} sheet={sheet} />
        ))}
      </tbody>
    </KeyGrid>
  );
}

/** What is asked about and what is common have a line between them. */
function isFirstOfKind(columns: readonly SheetColumn[], at: number): boolean {
  return columns[at - 1]?.why !== columns[at]?.why;
}

function RangeHead({ column, isFirst }: { column: SheetColumn; isFirst: boolean }) {
  const { href, label, letsIn, lists } = column;
  return (
    <th
      scope="col"
      data-range={label}
      title={lists === undefined ? undefined : `Stands in ${counted(lists, 'list')} as it is`}
      className={clsx(
        'px-1 pt-2.5 pb-1.5 align-bottom font-normal',
        isFirst && 'border-l border-line',
      )}
    >
      <div className="grid justify-items-center gap-1.5">
        <Link
          href={href}
          prefetch={false}
          className="min-w-6 rotate-180 text-xs font-medium whitespace-nowrap [writing-mode:vertical-rl] hover:text-accent hover:underline"
        >
          <Addresses text={label} />
        </Link>
        <span className="text-2xs text-muted tabular-nums">
          <span className="sr-only">gets in to </span>
          {grouped(letsIn)}
        </span>
      </div>
    </th>
  );
}

function Row({
  row: { name, path, where, cells },
  sheet: { columns, said },
}: {
  row: Sheet['rows'][number];
  sheet: Sheet;
}) {
  return (
    <tr className="border-b border-line last:border-0 hover:bg-sunken/60">
      <th
        scope="row"
        className="sticky left-0 z-10 max-w-64 bg-surface px-3 py-0.5 text-left font-normal max-sm:max-w-40"
      >
        <a
          href={path}
          title={where}
          className="block min-h-6 truncate font-medium hover:text-accent hover:underline max-sm:line-clamp-2 max-sm:py-1 max-sm:text-xs max-sm:leading-4 max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]"
        >
          {name}
        </a>
      </th>
      {cells.map((place, at) => {
        const column = columns[at];
        const cell = said[place];
        if (!column || !cell) return null;
        return (
          <td
            key={column.range}
            title={cell.words}
            className={
              isFirstOfKind(columns, at) ? 'reach-cell border-l border-line' : 'reach-cell'
            }
          >
            <ReachLetter kind={cell.kind} words={cell.words} />
          </td>
        );
      })}
    </tr>
  );
}
