import { isObject, type JsonObject, type JsonValue, printJson } from '../json.ts';
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

function runStep({ columns, rows }: Rows, step: Step): Rows {
  switch (step.do) {
    case 'where':
      return { columns, rows: rows.filter((row) => holds(step.condition, row, columns)) };
    case 'order':
      return { columns, rows: sorted({ columns, rows }, step.by) };
    case 'project':
      return {
        columns: step.columns.map(({ name }) => name),
        rows: rows.map((row) => pick(row, columns, step.columns)),
      };
  }
}

function pick(row: JsonObject, known: readonly string[], columns: readonly Column[]): JsonObject {
  return Object.fromEntries(columns.map(({ name, path }) => [name, valueAt(row, known, path)]));
}

function holds(
  { path, is, value: wanted }: Condition,
  row: JsonObject,
  known: readonly string[],
): boolean {
  const text = textAtPath(row, known, path);
  if (is === '==') return text === wanted;
  const [found, sought] = [text.toLowerCase(), wanted.toLowerCase()];
  return is === '=~' ? found === sought : found.includes(sought);
}

function sorted({ columns, rows }: Rows, by: Path): readonly JsonObject[] {
  return rows.toSorted((one, other) => {
    const [left, right] = [textAtPath(one, columns, by), textAtPath(other, columns, by)];
    return left === right ? 0 : left < right ? -1 : 1;
  });
}

function textAtPath(row: JsonObject, known: readonly string[], path: Path): string {
  const value = valueAt(row, known, path) ?? '';
  return isObject(value) || Array.isArray(value) ? printJson(value) : String(value);
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
