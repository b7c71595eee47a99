import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apiVersions } from '#lib/azure/api-versions';
import { neverSend, neverSendEmpty, readOnlyFields } from './read-only-fields.ts';

const sdk = new URL('../../../node_modules/@azure/arm-containerservice/dist/esm/', import.meta.url);
const types = readFileSync(new URL('models/models.d.ts', sdk), 'utf8');
const code = readFileSync(new URL('models/models.js', sdk), 'utf8');

type Field = { name: string; type: string; readOnly: boolean };

/** The fields of a model, inherited ones first; none when it is no interface. */
function fieldsOf(model: string): Field[] {
  const declared = new RegExp(
    `export interface ${model}(?: extends (\\w+))? \\{\\n(.*?)\\n\\}`,
    's',
  );
  const [, parent, body = ''] = declared.exec(types) ?? [];
  const own = [...body.matchAll(/^ {4}(readonly )?(\w+)\??: (.+);$/gm)].map(
    ([, readonly, name = '', type = '']) => ({ name, type, readOnly: readonly !== undefined }),
  );
  return [...(parent === undefined ? [] : fieldsOf(parent)), ...own];
}

/** From the name in the model to the name on the wire, as the model's deserializer maps them. */
function wireNames(model: string): Map<string, string> {
  const declared = new RegExp(`function ${model}Deserializer\\(item\\) \\{\\n(.*?)\\n\\}`, 'is');
  const [, body = ''] = declared.exec(code) ?? [];
  const fields = body.matchAll(/^ {8}(\w+): [^[]*?item\["(\w+)"\]/gm);
  return new Map([...fields].map(([, name = '', wire = '']) => [name, wire]));
}

function readOnlyPaths(model: string, at: string, above: readonly string[] = []): string[] {
  if (above.includes(model)) return [];
  const wire = wireNames(model);
  return fieldsOf(model).flatMap(({ name, type, readOnly }) => {
    const path = wire.has(name) ? `${at}${wire.get(name)}` : undefined;
    // The model of the cluster repeats its properties at the top; on the wire they are not there.
    if (path === undefined) return [];
    if (readOnly) return [path];
    const [, inList, inMap] = /^(?:(\w+)\[\]|Record<string, (\w+)>)$/.exec(type) ?? [];
    const below = [...above, model];
    if (inList !== undefined) return readOnlyPaths(inList, `${path}[].`, below);
    if (inMap !== undefined) return readOnlyPaths(inMap, `${path}.*.`, below);
    return readOnlyPaths(type, `${path}.`, below);
  });
}

test('holds exactly the fields that the installed models call read-only', () => {
  const derived = [
    ...readOnlyPaths('ManagedCluster', ''),
    ...readOnlyPaths('ManagedClusterProperties', 'properties.'),
  ];
  expect([...readOnlyFields].sort()).toEqual(derived.sort());
});

test('maps every field of the properties to a name on the wire', () => {
  const wire = wireNames('ManagedClusterProperties');
  const unmapped = fieldsOf('ManagedClusterProperties').filter(({ name }) => !wire.has(name));
  expect(unmapped).toEqual([]);
});

test('was derived from the models of the api-version that is called', () => {
  const operations = readFileSync(new URL('api/managedClusters/operations.js', sdk), 'utf8');
  expect(operations).toContain(`context.apiVersion ?? "${apiVersions.managedClusters}"`);
});

test('repeats nothing on the lists of what is never sent', () => {
  const reviewed: readonly string[] = [...neverSend, ...neverSendEmpty];
  expect(readOnlyFields.filter((path) => reviewed.includes(path))).toEqual([]);
});
