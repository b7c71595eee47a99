/** A cell of a grid, row and column from 0. */
export type Place = { readonly row: number; readonly column: number };

const pageRows = 10;

/**
 * Where a key leads from a cell; undefined for a key that means nothing here. Nothing goes over the edge.
 * Source: www.w3.org/WAI/ARIA/apg/patterns/grid, "Keyboard Interaction For Data Grids".
 */
export function placeAfter(
  key: string,
  ctrl: boolean,
  { row, column }: Place,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Place | undefined {
  const within = (to: Place): Place => ({
    row: Math.min(Math.max(to.row, 0), rows - 1),
    column: Math.min(Math.max(to.column, 0), columns - 1),
  });
  switch (key) {
    case 'ArrowUp':
      return within({ row: row - 1, column });
    case 'ArrowDown':
      return within({ row: row + 1, column });
    case 'ArrowLeft':
      return within({ row, column: column - 1 });
    case 'ArrowRight':
      return within({ row, column: column + 1 });
    case 'PageUp':
      return within({ row: row - pageRows, column });
    case 'PageDown':
      return within({ row: row + pageRows, column });
    case 'Home':
      return within({ row: ctrl ? 0 : row, column: 0 });
    case 'End':
      return within({ row: ctrl ? rows : row, column: columns });
    default:
      return undefined;
  }
}
