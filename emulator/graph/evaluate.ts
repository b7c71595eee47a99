import { isObject, type JsonObject, type JsonValue, printJson } from '../json.ts';
import { at } from '../json-edit.ts';
import type { Column, Conversion, Path, Query, Step, Test } from './parse.ts';
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
      return {
        columns,
        rows: rows.filter((row) => step.anyOf.some((test) => holds(test, row, columns))),
      };
    case 'extend': {
      const { name, choice } = step;
      const valueFor = (row: JsonObject) =>
        choice.when.every((test) => holds(test, row, columns)) ? choice.then : choice.else;
      return {
        columns: [...columns, name],
        rows: rows.map((row) => ({ ...row, [name]: valueFor(row) })),
      };
    }
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
  return Object.fromEntries(
    columns.map(({ name, path, as }) => [name, converted(valueAt(row, known, path), as)]),
  );
}

/** Of what is no list, the length is null and the items are an empty text. */
function converted(value: JsonValue, as: Conversion | undefined): JsonValue {
  if (as === undefined) return value;
  if (as === 'text') return textOf(value);
  const items = Array.isArray(value) ? value : undefined;
  if (as === 'length') return items?.length ?? null;
  return items?.map(textOf).join(as.between) ?? '';
}

function holds(test: Test, row: JsonObject, known: readonly string[]): boolean {
  if (test.is === 'null') return valueAt(row, known, test.path) === null;
  const text = textAtPath(row, known, test.path);
  if (test.is === 'in') return test.values.includes(text);
  const { is, value: wanted } = test;
  if (is === '==') return text === wanted;
  if (is === '!=') return text !== wanted;
  const [found, sought] = [text.toLowerCase(), wanted.toLowerCase()];
  return is === '=~' ? found === sought : found.includes(sought);
}

/** By the first of these columns, and where that is the same by the next. */
function sorted({ columns, rows }: Rows, by: readonly Path[]): readonly JsonObject[] {
  const keyed = rows.map((row) => ({ row, keys: by.map((path) => keyAt(row, columns, path)) }));
  return keyed.toSorted((one, other) => compareKeys(one.keys, other.keys)).map(({ row }) => row);
}

function keyAt(row: JsonObject, known: readonly string[], path: Path): string | number {
  const value = valueAt(row, known, path);
  return typeof value === 'number' ? value : textAtPath(row, known, path);
}

function compareKeys(left: readonly (string | number)[], right: readonly (string | number)[]) {
  for (const [at, key] of left.entries()) {
    const other = right[at] ?? '';
    if (key !== other) return key < other ? -1 : 1;
  }
  return 0;
}

function textAtPath(row: JsonObject, known: readonly string[], path: Path): string {
  return textOf(valueAt(row, known, path));
}

/** Of an object or a list its JSON, of nothing an empty text. */
function textOf(value: JsonValue): string {
  return isObject(value) || Array.isArray(value) ? printJson(value) : String(value ?? '');
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
