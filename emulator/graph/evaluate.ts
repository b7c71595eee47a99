import type { JsonObject, JsonValue } from '../json.ts';
import { at } from '../json-edit.ts';
import type { Column, Condition, Path, Query, Step } from './parse.ts';
import { QueryError } from './tokens.ts';

type Rows = { readonly columns: readonly string[]; readonly rows: readonly JsonObject[] };

/** Sends a table's rows through the query. Throws a `QueryError` for a column that is not there. */
export function evaluate(
  query: Query,
  columns: readonly string[],
  rows: readonly JsonObject[],
): readonly JsonObject[] {
  return query.steps.reduce<Rows>(runStep, { columns, rows }).rows;
}

function runStep(input: Rows, step: Step): Rows {
  switch (step.do) {
    case 'where':
      return {
        columns: input.columns,
        rows: input.rows.filter((row) => holds(step.condition, row, input.columns)),
      };
    case 'take':
      return { columns: input.columns, rows: input.rows.slice(0, step.count) };
    case 'order':
      return { columns: input.columns, rows: sorted(input, step.by) };
    case 'extend': {
      const columns = [...new Set([...input.columns, ...step.columns.map(({ name }) => name)])];
      const rows = input.rows.map((row) => ({ ...row, ...pick(row, input.columns, step.columns) }));
      return { columns, rows };
    }
    case 'project':
      return {
        columns: step.columns.map(({ name }) => name),
        rows: input.rows.map((row) => pick(row, input.columns, step.columns)),
      };
  }
}

function pick(row: JsonObject, known: readonly string[], columns: readonly Column[]): JsonObject {
  return Object.fromEntries(columns.map(({ name, path }) => [name, valueAt(row, known, path)]));
}

function holds(condition: Condition, row: JsonObject, known: readonly string[]): boolean {
  if (condition.kind === 'and') return condition.sides.every((side) => holds(side, row, known));
  if (condition.kind === 'or') return condition.sides.some((side) => holds(side, row, known));
  const fold = (text: string) => (condition.ignoreCase ? text.toLowerCase() : text);
  const value = valueAt(row, known, condition.path);
  const text = fold(value === null ? '' : String(value));
  return condition.values.some((wanted) => fold(wanted) === text) !== condition.negated;
}

function sorted(
  { columns, rows }: Rows,
  by: readonly (Column & { readonly descending: boolean })[],
): readonly JsonObject[] {
  const text = (row: JsonObject, path: Path) => String(valueAt(row, columns, path) ?? '');
  return rows.toSorted((one, other) => {
    for (const { path, descending } of by) {
      const [left, right] = [text(one, path), text(other, path)];
      if (left !== right) return left < right === descending ? 1 : -1;
    }
    return 0;
  });
}

/** Columns must exist; a property below one may be missing and is null then, case and all. */
function valueAt(row: JsonObject, known: readonly string[], path: Path): JsonValue {
  const [column = ''] = path;
  if (!known.includes(column)) {
    const message = `Failed to resolve column or scalar expression named '${column}'.`;
    throw new QueryError('InvalidQuery', message);
  }
  return at(row, ...path) ?? null;
}
