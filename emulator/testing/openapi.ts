import { readFileSync } from 'node:fs';
import Ajv2019, { type ValidateFunction } from 'ajv/dist/2019.js';
import { isJsonObject, type JsonObject, type JsonValue, parseJson, printJson } from '../json.ts';
import { at, objectAt } from '../json-edit.ts';

/**
 * Judges answers by Azure's own OpenAPI documents. Stricter than they are: a property that the
 * document does not know counts as a mistake, because a misspelt name would be one.
 */
export function openApiReferee(file: string): (response: string, body: unknown) => string[] {
  const text = readFileSync(new URL(`../spec/${file}`, import.meta.url), 'utf8');
  const document = parseJson(text);
  const definitions = mapValues(objectAt(document, 'definitions'), (schema) =>
    closed(schema, false),
  );
  const ajv = new Ajv2019({ strict: false, allErrors: true, validateFormats: false });

  const validators = new Map<string, ValidateFunction>();
  const compile = (response: string) =>
    ajv.compile({ ...closed(objectAt(document, 'responses', response), true), definitions });

  return (response, body) => {
    if (at(document, 'responses', response) === undefined) return [`${file} has no ${response}`];
    const validate = validators.get(response) ?? compile(response);
    validators.set(response, validate);
    // Exact numbers are checked elsewhere; here they only have to be numbers.
    validate(JSON.parse(printJson(body)));
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      `${instancePath} ${message} ${params['unevaluatedProperty'] ?? ''}`.trim(),
    );
  };
}

/**
 * Forbids what a schema does not name. Done where a definition is used and not where it is made,
 * since definitions are also the base of others (`allOf`).
 */
function closed(schema: JsonValue, isUsed: boolean): JsonObject {
  if (!isJsonObject(schema)) return {};
  const inner = mapValues(schema, (value, key) => {
    if (key === 'properties' && isJsonObject(value)) {
      return mapValues(value, (property) => closed(property, true));
    }
    if (key === 'items' || key === 'additionalProperties') return closed(value, true);
    if (key === 'allOf' && Array.isArray(value)) return value.map((base) => closed(base, false));
    return value;
  });
  const names = '$ref' in schema || 'properties' in schema;
  return isUsed && names ? { ...inner, unevaluatedProperties: false } : inner;
}

function mapValues(
  object: JsonObject,
  change: (value: JsonValue, key: string) => JsonValue,
): JsonObject {
  const entries = Object.entries(object).map(([key, value]) => [key, change(value, key)] as const);
  return Object.fromEntries(entries);
}
