import { expect, test, vi } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { brokenLine, fakeAzure } from '#lib/azure/test-azure';
import type { Failure } from '#lib/failure';
import type { RefusedAnswer } from '#lib/log/refused-answer';
import { err, ok } from '#lib/result';
import { type Call, createArm } from './arm.ts';
import { send, sendAnonymously } from './send.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';

/** Somebody whose requests for a token are counted. */
function countedPerson() {
  const source = vi.fn(async () => ok('token-of-ada'));
  return { source, credential: makeCredential(tenantId, source) };
}

const foreign = [
  'https://evil.example/subscriptions?api-version=1',
  'https://management.azure.com.evil.example/',
  'https://management.azure.com@evil.example/',
  'https://user:password@management.azure.com/',
  'http://management.azure.com/',
  'https://management.azure.com:8443/',
  '//evil.example/subscriptions',
  '\\\\evil.example\\subscriptions',
  'file:///etc/passwd',
  'https://',
];

for (const url of foreign) {
  test(`asks for no token and sends nothing for ${url}`, async () => {
    const { arm, requests } = fakeAzure(() => ({}));
    const { source, credential } = countedPerson();
    const answer = await send(arm, credential, { method: 'GET', url, mode: 'read' });
    expect(answer).toMatchObject({
      ok: false,
      error: { failure: { code: 'azure-error' }, reached: 'no' },
    });
    expect(source).not.toHaveBeenCalled();
    expect(requests).toEqual([]);
  });
}

test('sends the token, and one id for our log and Azure’s', async () => {
  const { arm, requests } = fakeAzure(() => ({}));
  const { credential } = countedPerson();
  await send(arm, credential, {
    method: 'GET',
    url: '/tenants?a=b',
    mode: 'read',
    correlationId: 'c1',
  });
  const [request] = requests;
  expect(request?.url).toBe('https://management.azure.com/tenants?a=b');
  expect(request?.headers.toJSON()).toMatchObject({
    authorization: 'Bearer token-of-ada',
    'x-ms-client-request-id': 'c1',
    'x-ms-correlation-request-id': 'c1',
    'x-ms-return-client-request-id': 'true',
  });
});

test('follows a link of Azure’s on its own origin', async () => {
  const { arm, requests } = fakeAzure(() => ({}));
  const url = 'https://MANAGEMENT.azure.com:443/subscriptions?$skiptoken=x%20y';
  await send(arm, countedPerson().credential, { method: 'GET', url, mode: 'read' });
  expect(requests[0]?.url).toBe('https://management.azure.com/subscriptions?$skiptoken=x%20y');
});

test('sends nothing without a token, and says why there is none, and in which directory', async () => {
  const { arm, requests } = fakeAzure(() => ({}));
  const failure: Failure = { code: 'sign-in-needed' };
  const nobody = makeCredential(tenantId, async () => err(failure));
  const answer = await send(arm, nobody, { method: 'GET', url: '/tenants', mode: 'read' });
  expect(answer).toEqual(err({ failure: { ...failure, tenantId }, reached: 'no' }));
  expect(requests).toEqual([]);
});

test('does not follow a redirect', async () => {
  const { arm, requests } = fakeAzure(() => ({
    status: 307,
    headers: { location: 'https://evil.example/' },
  }));
  const answer = await send(arm, countedPerson().credential, {
    method: 'GET',
    url: '/a',
    mode: 'read',
  });
  expect(answer).toMatchObject({ ok: true, value: { status: 307 } });
  expect(requests).toHaveLength(1);
});

test('reports each exchange without query, token or body', async () => {
  const calls: Call[] = [];
  const times = [1000, 1042];
  const { arm } = fakeAzure(() => ({ status: 202 }), {
    onCall: (call) => calls.push(call),
    now: () => times.shift() ?? 1042,
  });
  const url = '/operations/1?s=signature';
  await send(arm, countedPerson().credential, {
    method: 'GET',
    url,
    mode: 'once',
    correlationId: 'c1',
  });
  expect(calls).toEqual([
    { method: 'GET', path: '/operations/1', status: 202, ms: 42, correlationId: 'c1' },
  ]);
});

test('reports an exchange that got no answer', async () => {
  const calls: Call[] = [];
  const { arm } = fakeAzure(() => Promise.reject(brokenLine('ECONNRESET')), {
    onCall: (call) => calls.push(call),
  });
  const answer = await send(arm, countedPerson().credential, {
    method: 'GET',
    url: '/a',
    mode: 'once',
  });
  expect(answer).toMatchObject({ ok: false, error: { failure: { code: 'unreachable' } } });
  expect(calls).toHaveLength(1);
  expect(calls[0]?.status).toBeUndefined();
});

test('hands on what Azure said instead of what was hoped for, and the id that people are shown', async () => {
  const heard: RefusedAnswer[] = [];
  const error = { code: 'AuthorizationFailed', message: 'The client does not have authorization.' };
  const headers = { 'x-ms-correlation-request-id': 'theirs' };
  const { arm } = fakeAzure(() => ({ status: 403, headers, body: { error } }), {
    onRefused: (answer) => heard.push(answer),
  });
  const request = { method: 'GET', url: '/a?sig=secret', mode: 'once' } as const;
  await send(arm, countedPerson().credential, request);
  expect(heard).toEqual([
    { method: 'GET', path: '/a', status: 403, ...error, correlationId: 'theirs' },
  ]);
});

test('hands on why no answer came, and where an answer led that was not followed', async () => {
  const heard: RefusedAnswer[] = [];
  const { arm } = fakeAzure(() => Promise.reject(brokenLine('ECONNRESET')), {
    onRefused: (answer) => heard.push(answer),
  });
  const { credential } = countedPerson();
  await send(arm, credential, { method: 'GET', url: '/a', mode: 'once', correlationId: 'c1' });
  await send(arm, credential, { method: 'GET', url: 'https://evil.example/x?y', mode: 'once' });
  expect(heard).toEqual([
    { method: 'GET', path: '/a', message: 'No answer: ECONNRESET', correlationId: 'c1' },
    {
      method: 'GET',
      path: '',
      status: 0,
      message: expect.stringContaining('https://evil.example,'),
    },
  ]);
});

test('hands on nothing of a success, nor of the refusal that was asked for', async () => {
  const heard: RefusedAnswer[] = [];
  const options = { onRefused: (answer: RefusedAnswer) => heard.push(answer) };
  const well = fakeAzure(() => ({ status: 202 }), options);
  const request = { method: 'GET', url: '/a', mode: 'once' } as const;
  await send(well.arm, countedPerson().credential, request);
  await sendAnonymously(fakeAzure(() => ({ status: 401 }), options).arm, '/subscriptions/x');
  expect(heard).toEqual([]);
});

test('speaks plain http on loopback only', () => {
  expect(createArm({ resourceManager: 'http://127.0.0.1:8123/' }).origin).toBe(
    'http://127.0.0.1:8123',
  );
  expect(createArm({ resourceManager: 'http://[::1]:8123' }).insecure).toBe(true);
  expect(createArm({ resourceManager: 'http://azure.localhost:8123' }).insecure).toBe(true);
  expect(() => createArm({ resourceManager: 'http://management.azure.com' })).toThrow('https');
  expect(() => createArm({ resourceManager: 'http://127.0.0.1.evil.example' })).toThrow('https');
});
