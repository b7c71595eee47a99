import { expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { type FakeAnswer, fakeAzure } from '#lib/azure/test-azure';
import { ok } from '#lib/result';
import { pollOperation } from './operation.ts';

const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token-of-ada'));
const url = 'https://management.azure.com/subscriptions/2/operations/3?s=secret';
const error = { code: 'NotLatestOperation', message: 'Preempted.', details: [] };

test('hands on with which words of Azure an operation ended badly', async () => {
  const heard: unknown[] = [];
  const { arm } = fakeAzure(() => ({ body: { status: 'Failed', error } }), {
    onRefused: (answer) => heard.push(answer),
  });
  await pollOperation(arm, ada, url);
  expect(heard).toEqual([
    {
      method: 'GET',
      path: '/subscriptions/2/operations/3',
      status: 200,
      code: 'NotLatestOperation',
      message: 'The operation ended Failed: Preempted.',
      correlationId: expect.any(String),
    },
  ]);
});

const poll = (answer: FakeAnswer) => {
  const azure = fakeAzure(() => answer);
  return { ...azure, polled: pollOperation(azure.arm, ada, url) };
};

const cases: [string, FakeAnswer, Record<string, unknown>][] = [
  ['one in progress', { body: { status: 'InProgress' } }, { status: 'InProgress' }],
  [
    'an error while in progress as progress',
    { body: { status: 'InProgress', error } },
    { status: 'InProgress', error: { code: 'NotLatestOperation', message: 'Preempted.' } },
  ],
  [
    'an error beside success as success',
    { body: { status: 'Succeeded', error } },
    { status: 'Succeeded' },
  ],
  [
    'failure',
    { body: { status: 'Failed', error } },
    { status: 'Failed', error: { code: 'NotLatestOperation', message: 'Preempted.' } },
  ],
  ['cancellation', { body: { status: 'Canceled' } }, { status: 'Canceled' }],
  ['cancellation in British', { body: { status: 'cancelled' } }, { status: 'Canceled' }],
  ['success in other letters', { body: { status: 'SUCCEEDED' } }, { status: 'Succeeded' }],
  [
    'a status nobody knows as progress',
    { body: { status: 'Reconciling' } },
    { status: 'InProgress' },
  ],
  [
    'a status that is the name of something in JavaScript as progress',
    { body: { status: 'constructor' } },
    { status: 'InProgress' },
  ],
  [
    'how long to wait',
    { headers: { 'retry-after': '4' }, body: { status: 'Running' } },
    { status: 'InProgress', retryAfterSeconds: 4 },
  ],
  ['an accepted poll of Location as progress', { status: 202, body: '' }, { status: 'InProgress' }],
  ['an address that is gone', { status: 404, body: { error } }, { status: 'address-lost' }],
  ['an address that has nothing more to say', { status: 204 }, { status: 'address-lost' }],
  [
    'the cluster itself at the end of Location as no more to learn here',
    { body: { id: '/x', properties: {} } },
    { status: 'address-lost' },
  ],
  ['an empty answer as no more to learn here', { body: '' }, { status: 'address-lost' }],
];

for (const [behaviour, answer, expected] of cases) {
  test(`reads ${behaviour}`, async () => {
    const { polled, requests } = poll(answer);
    expect(await polled).toMatchObject({ ok: true, value: expected });
    expect(requests).toHaveLength(1);
  });
}

const failures: [FakeAnswer, Record<string, unknown>][] = [
  [
    { status: 504, body: { error: { code: 'GatewayTimeout', message: '…' } } },
    { code: 'azure-error', status: 504 },
  ],
  [
    { status: 429, headers: { 'retry-after': '3' } },
    { code: 'throttled', retryAfterSeconds: 3 },
  ],
  [
    { status: 429, body: { error: { code: 'x', message: "Please try again after '6' seconds." } } },
    { code: 'throttled', retryAfterSeconds: 6 },
  ],
  [
    { status: 502, body: 'Bad gateway' },
    { code: 'azure-error', status: 502 },
  ],
  [{ status: 401 }, { code: 'sign-in-needed' }],
  [
    { status: 200, body: '<html>' },
    { code: 'azure-error', status: 200 },
  ],
];

for (const [answer, expected] of failures) {
  test(`leaves it to the caller to ask again after ${JSON.stringify(answer)}`, async () => {
    const { polled, requests } = poll(answer);
    expect(await polled).toMatchObject({ ok: false, error: expected });
    expect(requests).toHaveLength(1);
  });
}

test('asks nothing of an address on another host', async () => {
  const { arm, requests } = fakeAzure(() => ({}));
  const polled = await pollOperation(arm, ada, 'https://evil.example/operations/3');
  expect(polled).toEqual(ok({ status: 'address-lost' }));
  expect(requests).toEqual([]);
});
