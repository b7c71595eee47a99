import { describe, expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { fakeAzure, shop } from '#lib/azure/test-azure';
import { formatClusterId } from '#lib/clusters/resource-id';
import { ok } from '#lib/result';
import { makeGraphQuota } from './graph-quota.ts';
import { readListRecords } from './list-records.ts';

const credential = makeCredential('11111111-1111-4111-8111-111111111111', async () =>
  ok('token-of-ada'),
);
const target = formatClusterId(shop);
const profile = 'properties.apiServerAccessProfile';
const list = `${profile}.authorizedIPRanges`;

/** A row of the shape that the documentation shows. */
function row(changes: unknown, attributes: object = {}, id = '1') {
  const changeAttributes = {
    timestamp: '2026-11-20T10:00:00.921Z',
    changedBy: 'ben@contoso.com',
    clientType: 'Azure CLI',
    correlationId: '88420D5D-8d0e-471f-9115-10d34750c617',
    ...attributes,
  };
  const properties = { targetResourceId: target, changeType: 'Update', changeAttributes, changes };
  return { id: `${target}/providers/Microsoft.Resources/changes/${id}`, properties };
}

async function readRows(data: readonly unknown[], totalRecords = data.length) {
  const { arm, requests } = fakeAzure(() => ({
    body: { totalRecords, count: data.length, data, resultTruncated: 'false' },
  }));
  const records = await readListRecords({ arm, credential, quota: makeGraphQuota() }, shop);
  if (!records.ok) throw new Error(records.error.code);
  return { ...records.value, requests };
}

async function differenceOf(changes: unknown) {
  const { records } = await readRows([row(changes)]);
  return records.map(({ difference }) => difference);
}

const change = (previousValue: unknown, newValue: unknown) => ({ previousValue, newValue });
const whole = { before: ['a', 'b'], after: ['b', 'c'] };
const moved = { added: ['c'], removed: ['a'] };

describe('understands what changed in a list, under whichever name Azure has it', () => {
  test.each([
    [
      'each place of the list',
      { [`${list}[0]`]: change('a', 'b'), [`${list}[1]`]: change('b', 'c') },
      moved,
    ],
    ['a place that came', { [`${list}.2`]: change('null', 'c') }, { added: ['c'], removed: [] }],
    ['a place that went', { [`${list}[0]`]: change('a', null) }, { added: [], removed: ['a'] }],
    ['the list as text', { [list]: change('["a","b"]', '["b","c"]') }, { ...moved, lists: whole }],
    ['the list as it is', { [list]: change(['a', 'b'], ['b', 'c']) }, { ...moved, lists: whole }],
    [
      'no list any more',
      { [list]: change('["a"]', 'null') },
      { added: [], removed: ['a'], lists: { before: ['a'], after: [] } },
    ],
    [
      'what holds it',
      {
        [profile]: change(
          '{"enablePrivateCluster":false,"authorizedIPRanges":["a","b"]}',
          '{"authorizedIPRanges":["b","c"]}',
        ),
      },
      { ...moved, lists: whole },
    ],
    [
      'all properties',
      {
        properties: change('{}', '{"apiServerAccessProfile":{"authorizedIPRanges":["c"]}}'),
      },
      { added: ['c'], removed: [], lists: { before: [], after: ['c'] } },
    ],
    ['other letters', { [list.toLowerCase()]: change('[]', '["c"]') }, { added: ['c'] }],
  ])('%s', async (_name, changes, expected) => {
    expect(await differenceOf(changes)).toMatchObject([expected]);
  });
});

test.each([
  ['is cut short', { [list]: { ...change('["a"', '["b"'), isTruncated: 'true' } }],
  ['is of another kind', { [list]: change('{"a":1}', '["b"]') }],
  ['has places of another kind', { [`${list}[0]`]: change('{"a":1}', 'b') }],
])('tells of a change that nobody can read, as of one: it %s', async (_name, changes) => {
  expect(await differenceOf(changes)).toEqual([undefined]);
});

test.each([
  ['something else of the profile', { [`${profile}.disableRunCommand`]: change('false', 'true') }],
  [
    'the same list',
    { [profile]: change('{"authorizedIPRanges":["a"]}', '{"authorizedIPRanges":["a"],"x":1}') },
  ],
  ['an order', { [`${list}[0]`]: change('a', 'b'), [`${list}[1]`]: change('b', 'a') }],
])('tells nothing where what changed is %s', async (_name, changes) => {
  expect(await differenceOf(changes)).toEqual([]);
});

test('asks about one cluster alone, and answers who, with what and when, newest first', async () => {
  const changes = { [`${list}[0]`]: change('a', 'null') };
  const unknown = { clientType: 'Unknown', changedBy: null, timestamp: '2026-11-21T00:00:00Z' };
  const { records, isWhole, requests } = await readRows([row(changes), row(changes, unknown, '2')]);
  const [request] = requests;

  expect(isWhole).toBe(true);
  expect(records).toMatchObject([
    { by: undefined, client: undefined, at: '2026-11-21T00:00:00.000Z' },
    {
      clusterId: shop,
      by: 'ben@contoso.com',
      client: 'Azure CLI',
      at: '2026-11-20T10:00:00.921Z',
      correlationId: '88420d5d-8d0e-471f-9115-10d34750c617',
    },
  ]);
  const { query, subscriptions } = JSON.parse(String(request?.body));
  expect(query).toContain(`=~ '${target}'`);
  expect(subscriptions).toEqual([shop.subscriptionId]);
});

test.each([
  ['of another shape', { id: 'of another shape' }],
  ['whose changes are told in another way', row({ [list]: 'something' }, {}, '2')],
  ['without a moment', row({ [list]: change('["a"]', '["b"]') }, { timestamp: 'then' }, '2')],
])(
  'says that some are missing where it cannot read one %s, and shows the others',
  async (_name, odd) => {
    const { records, isWhole } = await readRows([row({ [list]: change('["a"]', '["b"]') }), odd]);
    expect([records.length, isWhole]).toEqual([1, false]);
  },
);

test('says so where Azure counts more records than it gives', async () => {
  const { isWhole } = await readRows([row({ [`${list}[0]`]: change('a', 'b') })], 7);
  expect(isWhole).toBe(false);
});
