'use client';
// Needs the keyboard and the focus, to walk from cell to cell; without script it is a plain table.

import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useScripted } from '../ui/use-in-browser.ts';
import { useOwnLinks } from '../ui/use-own-links.ts';
import { type Place, placeAfter } from './walk.ts';

/**
 * A table whose cells are walked with the arrow keys, Home, End, Page Up and Page Down; one press of Tab
 * leaves it. What the cell at hand means is written above. Source: the grid pattern of the ARIA
 * Authoring Practices Guide (www.w3.org/WAI/ARIA/apg/patterns/grid).
 */
export function KeyGrid({
  label,
  className,
  children,
}: {
  label: string;
  className: string;
  children: ReactNode;
}) {
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState('');
  const lead = useOwnLinks();
  const scripted = useScripted();
  // The rows come from the server, and are others after each page.
  useEffect(() => {
    if (table.current) keepOneStop(table.current, table.current.contains(document.activeElement));
  });

  const walk = (event: KeyboardEvent<HTMLTableElement>) => {
    const cell = cellOf(event.target);
    if (!cell || event.altKey || event.metaKey) return;
    const { rows } = event.currentTarget;
    const here = { row: rowOf(cell).rowIndex, column: cell.cellIndex };
    const size = { rows: rows.length, columns: rows[0]?.cells.length ?? 0 };
    const next = placeAfter(event.key, event.ctrlKey, here, size);
    if (!next) return;
    event.preventDefault();
    stopIn(cellAt(event.currentTarget, next))?.focus();
  };
  const arrive = (event: FocusEvent<HTMLTableElement>) => {
    keepOneStop(event.currentTarget, true);
    const cell = cellOf(event.target);
    setAt(cell ? wordsAt(event.currentTarget, cell) : '');
  };

  return (
    <>
      <p aria-hidden className="scripted min-h-6 text-xs text-muted [overflow-wrap:anywhere]">
        {at || <span className="pointer-coarse:hidden">Walk the table with the arrow keys.</span>}
      </p>
      <div className="card w-fit max-w-full overflow-x-auto">
        <table
          ref={table}
          role={scripted ? 'grid' : undefined}
          aria-label={label}
          className={className}
          onClick={lead}
          onKeyDown={walk}
          onFocus={arrive}
          onBlur={() => setAt('')}
        >
          {children}
        </table>
      </div>
    </>
  );
}

/** Tab stops at one place of the grid: where the focus is, or was, or at the first cell. */
function keepOneStop(table: HTMLTableElement, hasFocus: boolean): void {
  const focused = hasFocus ? document.activeElement : table.querySelector('[tabindex="0"]');
  const first = stopIn(table.tBodies[0]?.rows[0]?.cells[0]);
  const stop = focused instanceof HTMLElement && table.contains(focused) ? focused : first;
  for (const { cells } of table.rows) {
    for (const cell of cells) {
      const each = stopIn(cell);
      if (each) each.tabIndex = each === stop ? 0 : -1;
    }
  }
}

/** What takes the focus for a cell: its link where it has one. */
function stopIn(cell: HTMLTableCellElement | undefined): HTMLElement | undefined {
  return cell?.querySelector('a') ?? cell;
}

function cellOf(target: EventTarget): HTMLTableCellElement | null {
  return target instanceof Element ? target.closest<HTMLTableCellElement>('th, td') : null;
}

function rowOf(cell: HTMLTableCellElement): { readonly rowIndex: number } {
  return cell.closest('tr') ?? { rowIndex: 0 };
}

function cellAt(table: HTMLTableElement, { row, column }: Place): HTMLTableCellElement | undefined {
  return table.rows[row]?.cells[column];
}

/** `aks-payments from 73.140.245.0/24: Admitted by 73.140.0.0/16`; nothing for a head. */
function wordsAt(table: HTMLTableElement, cell: HTMLTableCellElement): string {
  if (cell.tagName === 'TH') return '';
  const cluster = cellAt(table, { row: rowOf(cell).rowIndex, column: 0 })?.textContent;
  const range = table.rows[0]?.cells[cell.cellIndex]?.dataset['range'];
  return `${cluster}, ${range}: ${cell.title}`;
}
