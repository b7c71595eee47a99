import { expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { type FakeAnswer, fakeAzure } from '#lib/azure/test-azure';
import { ok } from '#lib/result';
import { readFleet } from './fleet.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const ada = makeCredential(tenantId, async () => ok('token-of-ada'));

const shops = '22222222-2222-4222-8222-222222222222';
const labs = '33333333-3333-4333-8333-333333333333';

const cluster = (subscriptionId: string, name: string, group = 'rg') => ({
  id: `/subscriptions/${subscriptionId}/resourcegroups/${group}/providers/Microsoft.ContainerService/managedClusters/${name}`,
  name,
  location: 'westeurope',
  properties: { apiServerAccessProfile: { authorizedIPRanges: ['73.140.245.0/24'] } },
});

/** The same as a row of Resource Graph. */
const row = (subscriptionId: string, name: string) => {
  const { id, location, properties } = cluster(subscriptionId, name);
  const list = properties.apiServerAccessProfile.authorizedIPRanges;
  const listed = { ranges: list.join(','), rangeCount: list.length };
  return { id, location, provisioningState: 'Succeeded', ...listed };
};

const refusedTo = (action: string) => ({
  status: 403,
  body: {
    error: {
      code: 'AuthorizationFailed',
      message: `The client 'ada' with object id 'x' does not have authorization to perform action '${action}' over scope '/s' or the scope is invalid.`,
    },
  },
});

const subscriptions: FakeAnswer = {
  body: {
    value: [
      { subscriptionId: shops, displayName: 'Shops' },
      { subscriptionId: labs, displayName: 'Labs' },
    ],
    count: { type: 'Total', value: 2 },
  },
};

const graph = 'POST /providers/Microsoft.ResourceGraph/resources';
const clustersOf = (scope: string) =>
  `GET ${scope}/providers/Microsoft.ContainerService/managedClusters`;

/** Answers by method and path; what is not there is refused. */
function azureWith(answers: Record<string, FakeAnswer | ((url: URL, body: string) => FakeAnswer)>) {
  const azure = fakeAzure(
    ({ method, url, body }) => {
      const address = new URL(url);
      const answer = answers[`${method} ${address.pathname}`] ?? refusedTo('anything/read');
      return typeof answer === 'function' ? answer(address, String(body)) : answer;
    },
    { now: () => Date.parse('2026-11-23T09:02:00Z') },
  );
  const asked = () => azure.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
  return { ...azure, asked };
}

test('reads every cluster in two questions, each with the name of its subscription', async () => {
  const { arm, asked } = azureWith({
    'GET /subscriptions': subscriptions,
    [graph]: { body: { data: [row(shops, 'a'), row(labs, 'b')], count: 2 } },
  });
  const fleet = await readFleet(arm, ada);
  expect(fleet).toMatchObject({
    ok: true,
    value: {
      rows: [
        { id: { name: 'a' }, subscriptionName: 'Shops', tenantId, entries: ['73.140.245.0/24'] },
        { id: { name: 'b' }, subscriptionName: 'Labs', tenantId },
      ],
      unreadable: [],
      subscriptionsRead: 2,
      subscriptionsTotal: 2,
      asOf: '2026-11-23T09:02:00.000Z',
      notes: [],
    },
  });
  expect(asked().sort()).toEqual(['GET /subscriptions', graph]);
});

test('reads all pages of Resource Graph', async () => {
  const bodies: unknown[] = [];
  const { arm } = azureWith({
    'GET /subscriptions': subscriptions,
    [graph]: (_, body) => {
      bodies.push(JSON.parse(body));
      return bodies.length === 1
        ? { body: { data: [row(shops, 'a')], $skipToken: 'page-2' } }
        : { body: { data: [row(shops, 'b')] } };
    },
  });
  const fleet = await readFleet(arm, ada);
  expect(fleet.ok && fleet.value.rows.map((row) => row.id.name)).toEqual(['a', 'b']);
  expect(bodies).toMatchObject([
    { options: { $top: 1000, resultFormat: 'objectArray' } },
    { options: { $top: 1000, $skipToken: 'page-2' } },
  ]);
  expect(bodies[0]).not.toHaveProperty('options.$skipToken');
});

test('does not go round in circles when Resource Graph repeats a page', async () => {
  const { arm } = azureWith({
    'GET /subscriptions': { body: { value: [] } },
    [graph]: { body: { data: [], $skipToken: 'again' } },
  });
  expect(await readFleet(arm, ada)).toMatchObject({
    ok: true,
    value: { rows: [], notes: [{ code: 'listed-directly', failure: { code: 'azure-error' } }] },
  });
});

test('takes no next page from another host', async () => {
  const { arm, requests } = azureWith({
    'GET /subscriptions': { body: { value: [], nextLink: 'https://evil.example/subscriptions' } },
    [graph]: { body: { data: [row(shops, 'a')] } },
  });
  expect(await readFleet(arm, ada)).toMatchObject({
    ok: true,
    value: {
      rows: [{ subscriptionName: shops }],
      unreadable: [{ scope: '/subscriptions', failure: { code: 'azure-error' } }],
    },
  });
  expect(requests.every(({ url }) => url.startsWith('https://management.azure.com/'))).toBe(true);
});

test('names a row that makes no sense instead of failing on it', async () => {
  const { arm } = azureWith({
    'GET /subscriptions': subscriptions,
    [graph]: { body: { data: [{ id: '/nonsense', name: 'odd' }, 7, row(shops, 'a')] } },
  });
  expect(await readFleet(arm, ada)).toMatchObject({
    ok: true,
    value: {
      rows: [{ id: { name: 'a' } }],
      unreadable: [
        { scope: '/nonsense', label: 'odd', failure: { code: 'azure-error' } },
        { scope: '', label: 'a cluster without a name' },
      ],
    },
  });
});

test.for(['true', 'True'])('says when not all subscriptions were searched: %s', async (said) => {
  const headers = { 'x-ms-tenant-subscription-limit-hit': said };
  const { arm } = azureWith({
    'GET /subscriptions': subscriptions,
    [graph]: { headers, body: { data: [] } },
  });
  expect(await readFleet(arm, ada)).toMatchObject({
    ok: true,
    value: { notes: [{ code: 'subscriptions-truncated' }] },
  });
});

const useless: FakeAnswer[] = [
  refusedTo('resources/read'),
  { status: 400 },
  { body: '<html>' },
  { body: { data: [], resultTruncated: 'true' } },
];

for (const answer of useless) {
  test(`lists each subscription when Resource Graph answers ${JSON.stringify(answer).slice(0, 40)}`, async () => {
    const { arm } = azureWith({
      'GET /subscriptions': subscriptions,
      [graph]: answer,
      [clustersOf(`/subscriptions/${shops}`)]: { body: { value: [cluster(shops, 'a')] } },
      [clustersOf(`/subscriptions/${labs}`)]: { body: { value: [] } },
    });
    expect(await readFleet(arm, ada)).toMatchObject({
      ok: true,
      value: {
        rows: [{ id: { name: 'a' }, subscriptionName: 'Shops', accessConfirmed: true }],
        unreadable: [],
        subscriptionsRead: 2,
        subscriptionsTotal: 2,
        notes: [{ code: 'listed-directly' }],
      },
    });
  });
}

test('lists resource groups where a subscription may not be listed, and names what is refused', async () => {
  const group = (name: string) => ({ id: `/subscriptions/${shops}/resourceGroups/${name}`, name });
  const { arm } = azureWith({
    'GET /subscriptions': subscriptions,
    [`GET /subscriptions/${shops}/resourcegroups`]: { body: { value: [group('r1'), group('r2')] } },
    [clustersOf(group('r1').id)]: { body: { value: [cluster(shops, 'a', 'r1')] } },
  });
  const fleet = await readFleet(arm, ada);
  expect(fleet).toMatchObject({
    ok: true,
    value: { rows: [{ id: { name: 'a' } }], subscriptionsRead: 0, subscriptionsTotal: 2 },
  });
  const refused = { code: 'not-authorized', action: 'anything/read' };
  expect(fleet.ok && fleet.value.unreadable).toMatchObject([
    { scope: group('r2').id, label: 'r2 (Shops)', failure: refused },
    { scope: `/subscriptions/${labs}`, label: 'Labs', failure: refused },
  ]);
});

test('lists a few subscriptions at a time', async () => {
  const many = Array.from({ length: 40 }, (_, i) => `00000000-0000-4000-8000-0000000000${i + 10}`);
  let running = 0;
  let most = 0;
  const { arm } = fakeAzure(async ({ method, url }) => {
    if (method === 'POST') return refusedTo('resources/read');
    if (url.includes('/subscriptions?')) {
      return { body: { value: many.map((subscriptionId) => ({ subscriptionId })) } };
    }
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
    return { body: { value: [] } };
  });
  expect(await readFleet(arm, ada)).toMatchObject({ ok: true, value: { subscriptionsRead: 40 } });
  expect(most).toBe(32);
});

const claims = '{"access_token":{}}';
const challenge = `Bearer claims="${Buffer.from(claims).toString('base64')}"`;

test('hands a claims challenge to the caller instead of listing', async () => {
  const { arm, asked } = azureWith({
    'GET /subscriptions': subscriptions,
    [graph]: { status: 401, headers: { 'www-authenticate': challenge } },
  });
  expect(await readFleet(arm, ada)).toMatchObject({
    ok: false,
    error: { code: 'claims-challenge', claims },
  });
  expect(asked()).toHaveLength(2);
});

test('fails when neither question is answered', async () => {
  const { arm } = azureWith({ 'GET /subscriptions': { status: 401 }, [graph]: { status: 401 } });
  expect(await readFleet(arm, ada)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } });
});
