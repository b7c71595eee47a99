import { expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { type FakeAnswer, fakeAzure, shop } from '#lib/azure/test-azure';
import { ok } from '#lib/result';
import { readClusterRaw } from './cluster.ts';

const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token-of-ada'));
const id =
  '/subscriptions/22222222-2222-4222-8222-222222222222/resourcegroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/aks-shop';

test('keeps the answer verbatim, and dates it to the question', async () => {
  let now = 1000;
  const text = `{ "id": "${id}", "properties": { "n": 9007199254740993 } }`;
  const answer = () => {
    now = 1800;
    return { body: text };
  };
  const { arm } = fakeAzure(answer, { now: () => now });
  const reading = await readClusterRaw(arm, ada, shop);
  expect(reading).toMatchObject({ ok: true, value: { text, readAtMs: 1000 } });
});

test('takes a cluster without a list as certainly open', async () => {
  const { arm } = fakeAzure(() => ({ body: { id, properties: {} } }));
  expect(await readClusterRaw(arm, ada, shop)).toMatchObject({
    ok: true,
    value: { cluster: { access: 'open', accessConfirmed: true } },
  });
});

const failures: [string, FakeAnswer, Record<string, unknown>][] = [
  ['is not JSON', { body: '<html>' }, { code: 'azure-error', status: 200 }],
  ['is no cluster', { body: { value: [] } }, { code: 'azure-error', status: 200 }],
  ['has the id of something else', { body: { id: '/x' } }, { code: 'azure-error', status: 200 }],
  [
    'is another cluster',
    { body: { id: id.replace('rg-shop', 'rg-other'), properties: {} } },
    { code: 'azure-error', status: 200 },
  ],
  ['says it is gone', { status: 404 }, { code: 'not-found', what: 'cluster' }],
];

for (const [what, answer, expected] of failures) {
  test(`says so when the answer ${what}`, async () => {
    const headers = { 'x-ms-correlation-request-id': 'c-azure' };
    const { arm } = fakeAzure(() => ({ headers, ...answer }));
    const error = { ...expected, correlationId: 'c-azure' };
    expect(await readClusterRaw(arm, ada, shop)).toMatchObject({ ok: false, error });
  });
}

test('hands on what cannot be understood, so that its operator can see a proxy in the way', async () => {
  const heard: unknown[] = [];
  const { arm } = fakeAzure(() => ({ body: '<h1>Blocked by the proxy</h1>' }), {
    onRefused: (answer) => heard.push(answer),
  });
  await readClusterRaw(arm, ada, shop);
  const message = expect.stringContaining('<h1>Blocke');
  expect(heard).toEqual([expect.objectContaining({ method: 'GET', status: 200, message })]);
});

test('tells a question that Azure refuses from a change that it refuses', async () => {
  const error = { code: 'NoRegisteredProviderFound', message: 'No registered resource provider …' };
  const { arm } = fakeAzure(() => ({ status: 400, body: { error } }));
  const failure = { code: 'objection', status: 400, reading: true };
  expect(await readClusterRaw(arm, ada, shop)).toMatchObject({ ok: false, error: failure });
});
