import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { createArm } from '#lib/azure/http/arm';
import { brokenLine, type FakeAnswer, fakeAzure, shop } from '#lib/azure/test-azure';
import { formatClusterId } from '#lib/clusters/resource-id';
import { err, ok } from '#lib/result';
import { putCluster } from './write.ts';

const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token-of-ada'));
const write = { body: '{"properties":{}}', ifMatch: 'e-1', correlationId: 'c-1' };
const operation =
  'https://management.azure.com/subscriptions/2/operations/3?api-version=1&s=secret';

const put = (answer: FakeAnswer | string) => {
  const azure = fakeAzure(() => {
    if (typeof answer === 'string') throw brokenLine(answer);
    return answer;
  });
  return { ...azure, written: putCluster(azure.arm, ada, shop, write) };
};

test('sends the body once, with If-Match as Azure gave the eTag', async () => {
  const { written, requests } = put({ status: 200, body: { id: formatClusterId(shop) } });
  expect(await written).toEqual({ kind: 'accepted' });
  expect(requests).toHaveLength(1);
  const [request] = requests;
  expect(request?.method).toBe('PUT');
  expect(request?.url).toBe(
    'https://management.azure.com/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/aks-shop?api-version=2026-06-01',
  );
  expect(request?.body).toBe(write.body);
  expect(request?.headers.toJSON()).toMatchObject({
    'if-match': 'e-1',
    'content-type': 'application/json',
    'x-ms-client-request-id': 'c-1',
    'x-ms-correlation-request-id': 'c-1',
    'x-ms-return-client-request-id': 'true',
  });
});

test('sends no If-Match where Azure gave no eTag', async () => {
  const { arm, requests } = fakeAzure(() => ({}));
  await putCluster(arm, ada, shop, { body: '{}', correlationId: 'c-1' });
  expect(requests[0]?.headers.has('if-match')).toBe(false);
});

const links: [string, Record<string, string>, string | undefined][] = [
  ['Azure-AsyncOperation', { 'azure-asyncoperation': operation }, operation],
  ['Location, where that is all there is', { location: operation }, operation],
  [
    'Azure-AsyncOperation rather than Location',
    { location: 'https://management.azure.com/l', 'azure-asyncoperation': operation },
    operation,
  ],
  [
    'no link to another host',
    { 'azure-asyncoperation': 'https://evil.example/operations/3' },
    undefined,
  ],
  ['nothing where Azure names nothing', {}, undefined],
];

for (const [what, headers, operationUrl] of links) {
  test(`follows ${what}`, async () => {
    const body = { id: formatClusterId(shop).toUpperCase(), properties: {} };
    const written = await put({ status: 201, headers, body }).written;
    expect(written).toEqual({ kind: 'accepted', ...(operationUrl ? { operationUrl } : {}) });
  });
}

const verdicts: [FakeAnswer | string, string, string][] = [
  [{ status: 202, headers: { location: operation } }, 'accepted', ''],
  [{ status: 202 }, 'lost', 'azure-error'],
  [{ status: 200, body: '<h1>Log in to the proxy</h1>' }, 'lost', 'azure-error'],
  [{ status: 200, body: { id: '/subscriptions/2' } }, 'lost', 'azure-error'],
  [{ status: 400 }, 'refused', 'objection'],
  [{ status: 401 }, 'refused', 'sign-in-needed'],
  [{ status: 404 }, 'refused', 'not-found'],
  [{ status: 409, body: { code: 'EtagMismatch', message: '' } }, 'refused', 'busy'],
  [{ status: 412 }, 'refused', 'precondition-failed'],
  [{ status: 429 }, 'refused', 'throttled'],
  [{ status: 408 }, 'lost', 'azure-error'],
  [{ status: 500 }, 'lost', 'azure-error'],
  [{ status: 502 }, 'lost', 'azure-error'],
  [{ status: 503, headers: { 'retry-after': '0' } }, 'lost', 'azure-error'],
  [{ status: 504 }, 'lost', 'azure-error'],
  [{ status: 307, headers: { location: 'https://management.azure.com/' } }, 'lost', 'azure-error'],
  ['ECONNRESET', 'lost', 'unreachable'],
  ['EPIPE', 'lost', 'unreachable'],
  ['ETIMEDOUT', 'lost', 'unreachable'],
  ['ECONNREFUSED', 'not-sent', 'unreachable'],
  ['ENOTFOUND', 'not-sent', 'unreachable'],
];

for (const [answer, kind, code] of verdicts) {
  test(`calls a write ${kind} after ${JSON.stringify(answer)}, and never repeats it`, async () => {
    const { written, requests } = put(answer);
    expect(await written).toMatchObject({ kind, ...(code ? { failure: { code } } : {}) });
    expect(requests).toHaveLength(1);
  });
}

test('calls a write without a token not sent', async () => {
  const { arm, requests } = fakeAzure(() => ({}));
  const nobody = makeCredential('t', async () => err({ code: 'sign-in-needed' }));
  const written = await putCluster(arm, nobody, shop, write);
  const failure = { code: 'sign-in-needed', tenantId: 't' };
  expect(written).toEqual({ kind: 'not-sent', failure });
  expect(requests).toEqual([]);
});

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** The origin of a server on this machine that treats requests like this. */
async function listen(listener: RequestListener): Promise<string> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return `http://127.0.0.1:${address.port}`;
}

test('calls a write lost when the line breaks after Azure has read it', async () => {
  let requests = 0;
  const resourceManager = await listen((request) => {
    requests += 1;
    request.resume().on('end', () => request.socket.destroy());
  });
  const written = await putCluster(createArm({ resourceManager }), ada, shop, write);
  expect(written).toMatchObject({ kind: 'lost', failure: { code: 'unreachable' } });
  expect(requests).toBe(1);
});

test('calls a write lost when no answer comes in time', async () => {
  const resourceManager = await listen(() => {});
  const arm = createArm({ resourceManager, writeTimeoutMs: 20 });
  const written = await putCluster(arm, ada, shop, write);
  expect(written).toMatchObject({ kind: 'lost', failure: { code: 'unreachable' } });
});

test('calls a write not sent when nobody listens', async () => {
  const resourceManager = await listen(() => {});
  await new Promise((resolve) => server?.close(resolve));
  const written = await putCluster(createArm({ resourceManager }), ada, shop, write);
  expect(written).toMatchObject({ kind: 'not-sent', failure: { code: 'unreachable' } });
});
