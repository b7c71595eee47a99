import { isLosslessNumber, LosslessNumber, parse, stringify } from 'lossless-json';
import { z } from 'zod';

/**
 * JSON as Azure sends it. A number that JavaScript would print otherwise than it was written
 * (`-1.0`, `9007199254740993`) is kept as a `LosslessNumber`.
 */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | LosslessNumber
  | readonly JsonValue[]
  | JsonObject;

/** A JSON object; keys keep the order in which they were read. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** True for anything that `printJson` can write without losing something. */
function isJson(value: unknown): value is JsonValue {
  if (value === null || isLosslessNumber(value)) return true;
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value === 'object') return Object.values(value).every(isJson);
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** True for a JSON object: not null, not a list, not a number in disguise. */
export function isJsonObject(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !isLosslessNumber(value) &&
    isJson(value)
  );
}

/** The same for what is JSON already: looks at the value alone and not at what is inside it. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value)
  );
}

/** Reads JSON text; `undefined` when it is none (duplicate keys that disagree count as none). */
export function parseJson(text: string): JsonValue | undefined {
  try {
    const value = parse(text, null, exactNumber);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** JSON text with every number as it was read; fields that are undefined are left out. */
export function printJson(value: unknown): string {
  return stringify(value) ?? 'null';
}

const printed = new WeakMap<JsonObject, string>();

/**
 * The same as `printJson`, for what the world holds: such an object is replaced and never changed,
 * so its text, and that of the objects right inside it, is made once.
 */
export function printStored(object: JsonObject): string {
  const fields = Object.entries(object).map(
    ([name, value]) =>
      `${JSON.stringify(name)}:${isObject(value) ? textOf(value) : printJson(value)}`,
  );
  return `{${fields.join(',')}}`;
}

function textOf(object: JsonObject): string {
  const known = printed.get(object);
  if (known !== undefined) return known;
  const text = printJson(object);
  printed.set(object, text);
  return text;
}

/** For schemas of seeds and control requests that carry Azure's own JSON. */
export const jsonObjectSchema = z.custom<JsonObject>(isJsonObject, 'expected a JSON object');

/** Any JSON inside a schema. */
export const jsonValueSchema = z.custom<JsonValue>(isJson, 'expected JSON');

function exactNumber(text: string): number | LosslessNumber {
  const value = Number(text);
  return String(value) === text ? value : new LosslessNumber(text);
}
