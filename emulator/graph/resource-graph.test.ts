import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonValue } from '../json.ts';
import { at, listAt, objectAt, textAt } from '../json-edit.ts';
import { armClient } from '../testing/arm-client.ts';
import { people, startWorld } from '../testing/world.ts';

const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
const fleet =
  "resources | where type =~ 'microsoft.containerservice/managedclusters' | project id, name, location, resourceGroup, subscriptionId, tenantId, tags, sku, properties | order by id asc";
const names = (body: JsonValue) => listAt(body, 'data').map((row) => textAt(row, 'name'));

let world: Awaited<ReturnType<typeof startWorld>>;
let asAda: ReturnType<typeof armClient>;
const ask = (query: string, more: { readonly [key: string]: JsonValue } = {}) =>
  asAda('POST', path, { body: { query, ...more } });

beforeAll(async () => {
  world = await startWorld({
    clusters: [
      { name: 'aks-c', resourceGroup: 'rg-zoO', entries: ['73.140.245.0/24'] },
      { name: 'aks-a', location: 'northeurope' },
      { name: 'aks-b', tags: { team: 'shop' } },
    ],
  });
  asAda = armClient(world.emulator.url, people.ada);
});
afterAll(() => world.close());

describe('the query of the product', () => {
  test('shows every cluster in the order asked for', async () => {
    const { status, headers, body } = await ask(fleet);

    expect(status).toBe(200);
    expect(names(body)).toEqual(['aks-a', 'aks-b', 'aks-c']);
    expect(objectAt(body)).toMatchObject({ totalRecords: 3, count: 3, resultTruncated: 'false' });
    expect(headers.get('x-ms-user-quota-remaining')).toBe('15');
    const [row] = listAt(body, 'data').slice(-1);
    expect(objectAt(row)).toMatchObject({
      resourceGroup: 'rg-zoo',
      subscriptionId: world.subscriptionId,
      tags: null,
    });
    expect(textAt(row, 'id')).toContain('/resourcegroups/rg-zoO/');
    expect(listAt(row, 'properties', 'apiServerAccessProfile', 'authorizedIPRanges')).toEqual([
      '73.140.245.0/24',
    ]);
  });
});

test('makes text of a value, one text of a list, and counts it', async () => {
  const list = 'properties.apiServerAccessProfile.authorizedIPRanges';
  const columns = `id, said = tostring(tags), joined = strcat_array(${list}, ','), count = array_length(${list})`;
  const { body } = await ask(
    `resources | where name contains 'aks-' | order by name asc | project ${columns}`,
  );
  const values = listAt(body, 'data').map((row) =>
    ['said', 'joined', 'count'].map((key) => at(row, key)),
  );
  expect(values).toEqual([
    ['', '', null],
    ['{"team":"shop"}', '', null],
    ['', '73.140.245.0/24', 1],
  ]);
});

const operators = [
  ["where name == 'AKS-A'", []],
  ["where name =~ 'AKS-A'", ['aks-a']],
  ["where tags.team == 'shop'", ['aks-b']],
  ["where tostring(tags.team) =~ 'SHOP'", ['aks-b']],
  ["where tostring(properties) contains 'northEUROPE'", ['aks-a']],
  ["where tags.team != 'shop'", ['aks-a', 'aks-c']],
  ["where name in ('aks-c', 'AKS-B') or tostring(tags.team) in ('shop')", ['aks-b', 'aks-c']],
  [
    'extend k = iff(isnull(tags.team), 2, 1) | order by k asc, name asc',
    ['aks-b', 'aks-a', 'aks-c'],
  ],
  [
    "extend k = iff(isnull(tags) and name != 'aks-a', 0, 10) | order by k asc, id asc",
    ['aks-c', 'aks-a', 'aks-b'],
  ],
] as const;

describe('the part of KQL that is known', () => {
  const clusters = "resources | where type == 'microsoft.containerservice/managedclusters'";
  for (const [step, expected] of operators) {
    test(step, async () => {
      const { body } = await ask(`${clusters} | order by name asc | ${step}`);
      expect(names(body)).toEqual(expected);
    });
  }

  test('a property in another case is not found', async () => {
    const { body } = await ask(
      `${clusters} | project id, ranges = properties.apiServerAccessProfile.authorizedIpRanges`,
    );
    expect(listAt(body, 'data').map((row) => at(row, 'ranges'))).toEqual([null, null, null]);
  });
});

const mistakes = [
  ['resources | summarize count() by type', "'summarize'"],
  ['resources | take', "'take'"],
  ["resources | where name startswith 'aks'", "'startswith'"],
  ["resources | where tolower(name) == 'aks'", "'('"],
  ["resources | where name !~ 'aks'", "Unexpected '!'"],
  ['resources | where name in ()', 'a text in quotes'],
  ['resources | extend k = name', "'iff'"],
  ['resources | order by name asc, id', "'asc'"],
  ['resources | order by name desc', "'desc'"],
  ['resources | project nonsense', "'nonsense'"],
  ['securityresources | project id', "'securityresources'"],
  ["resources | where name == 'aks", "Unexpected ''"],
] as const;

describe('a query that is not known is a 400 that says why', () => {
  for (const [query, words] of mistakes) {
    test(query, async () => {
      const { status, body } = await ask(query);
      expect([status, textAt(body, 'error', 'code')]).toEqual([400, 'BadRequest']);
      const details = listAt(body, 'error', 'details').map((detail) => textAt(detail, 'message'));
      expect(details.at(-1)).toContain(words);
    });
  }

  test('so is an option nobody knows, and more than 1,000 rows', async () => {
    expect((await ask(fleet, { options: { $top: 1001 } })).status).toBe(400);
    expect((await ask(fleet, { options: { sortOfThing: 1 } })).status).toBe(400);
  });
});

describe('pages', () => {
  test('follow each other by skip token', async () => {
    const first = await ask(fleet, { options: { $top: 2 } });
    const $skipToken = textAt(first.body, '$skipToken');
    const second = await ask(fleet, { options: { $top: 2, $skipToken } });

    expect([names(first.body), names(second.body)]).toEqual([['aks-a', 'aks-b'], ['aks-c']]);
    expect(at(second.body, '$skipToken')).toBeUndefined();
  });

  test('end early without an id, which counts as truncated', async () => {
    const query =
      "resources | where type =~ 'microsoft.containerservice/managedclusters' | project name";
    const { body } = await ask(query, { options: { $top: 2 } });
    expect(at(body, '$skipToken')).toBeUndefined();
    expect(textAt(body, 'resultTruncated')).toBe('true');
  });
});

describe('what it shows', () => {
  test('is what the person may read, resource by resource', async () => {
    const upn = 'narrow@contoso.com';
    const scope = `/subscriptions/${world.subscriptionId}/resourceGroups/rg-zoO`;
    await world.control.seed({ people: [{ upn, displayName: 'Narrow' }] });
    await world.control.editSubscription(world.subscriptionId, {
      roles: [
        { person: upn, role: 'Reader', scope },
        { person: people.ada, role: 'Reader' },
      ],
    });
    const asNarrow = armClient(world.emulator.url, upn);
    const { body } = await asNarrow('POST', path, { body: { query: fleet } });
    expect(names(body)).toEqual(['aks-c']);
  });

  test('ends at the rights of the person and at the directory of the token', async () => {
    const asNoor = armClient(world.emulator.url, people.noor);
    const nobody = await asNoor('POST', path, { body: { query: fleet } });
    const named = await asNoor('POST', path, {
      body: { query: fleet, subscriptions: [world.subscriptionId] },
    });
    expect([nobody.status, listAt(nobody.body, 'data')]).toEqual([200, []]);
    expect(named.status).toBe(400);
  });

  test('may be older than what Azure holds', async () => {
    const id = world.clusters[1]?.id ?? '';
    const rangesOf = async () => {
      const { body } = await ask(`resources | where id =~ '${id}'`);
      return at(listAt(body, 'data')[0], 'properties', 'apiServerAccessProfile');
    };
    await world.control.editSubscription(world.subscriptionId, { resourceGraphLags: true });
    await world.control.editCluster(id, { authorizedIPRanges: ['193.168.1.0/24'] });
    const late = await rangesOf();
    await world.control.editSubscription(world.subscriptionId, { resourceGraphLags: false });

    expect(late).toBeUndefined();
    expect(await rangesOf()).toEqual({ authorizedIPRanges: ['193.168.1.0/24'] });
  });

  test('may leave out properties', async () => {
    const id = world.clusters[2]?.id ?? '';
    await world.control.editCluster(id, { resourceGraph: 'omits-properties' });
    const { body } = await ask(`resources | where id =~ '${id}'`);
    await world.control.editCluster(id, { resourceGraph: 'complete' });

    expect(at(listAt(body, 'data')[0], 'properties')).toBeNull();
  });

  test('comes 15 times in 5 seconds where the quota is on', async () => {
    await world.control.settings({ resourceGraphQuota: true });
    const answers = [];
    for (let count = 0; count < 16; count += 1) answers.push((await ask(fleet)).status);
    await world.control.settings({ resourceGraphQuota: false });

    expect(answers.filter((status) => status === 429).length).toBeGreaterThan(0);
  });
});
