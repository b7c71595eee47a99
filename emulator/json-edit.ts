import { isObject, type JsonObject, type JsonValue } from './json.ts';

/** The value at a path of keys; `undefined` where the path ends early. Keys are case-sensitive. */
export function at(value: JsonValue | undefined, ...path: string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}

/** The object at a path; an empty one where there is none. */
export function objectAt(value: JsonValue | undefined, ...path: string[]): JsonObject {
  const found = at(value, ...path);
  return isObject(found) ? found : {};
}

/** The text at a path; empty where there is none. */
export function textAt(value: JsonValue | undefined, ...path: string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** The list at a path; empty where there is none. */
export function listAt(value: JsonValue | undefined, ...path: string[]): readonly JsonValue[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** A copy with another value at the path; `undefined` removes the key. Missing objects are made. */
export function withAt(
  object: JsonObject,
  path: readonly string[],
  value: JsonValue | undefined,
): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return isObject(value) ? value : object;
  const inner = rest.length === 0 ? value : withAt(objectAt(object, key), rest, value);
  if (inner !== undefined) return { ...object, [key]: inner };
  const { [key]: _removed, ...others } = object;
  return others;
}

/** RFC 7386: objects are merged, `null` removes, anything else replaces. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, isObject(value) ? mergePatch(objectAt(target, key), value) : value);
  }
  return Object.fromEntries(merged);
}
