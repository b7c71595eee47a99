import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readClusterRaw } from '#lib/azure/cluster/cluster';
import { pollOperation } from '#lib/azure/cluster/operation';
import { makeCredential } from '#lib/azure/credential';
import { fakeAzure, shop } from '#lib/azure/test-azure';
import { ok } from '#lib/result';
import { readPages } from './pages.ts';

const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token-of-ada'));
const cluster = {
  id: `/subscriptions/${shop.subscriptionId}/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/aks-shop`,
  name: 'aks-shop',
  properties: {},
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function aksWith(get: { burst: number; perSecond: number }) {
  const rare = { burst: 1, perSecond: 0.5 };
  const readLimits = { get, list: rare, groupList: rare, poll: rare };
  const azure = fakeAzure(({ url }) => ({ body: url.endsWith('list') ? { value: [] } : cluster }), {
    readLimits,
  });
  const readIt = (name = 'aks-shop') => readClusterRaw(azure.arm, ada, { ...shop, name });
  return { ...azure, readIt };
}

test('asks for a cluster as often as AKS answers, and makes the others wait for their turn', async () => {
  const { readIt, requests } = aksWith({ burst: 2, perSecond: 1 });
  const asked = [readIt(), readIt(), readIt(), readIt()];
  await vi.advanceTimersByTimeAsync(999);
  expect(requests).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(requests).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(1000);
  expect(requests).toHaveLength(4);
  const readings = await Promise.all(asked);
  expect(readings.every((reading) => reading.ok)).toBe(true);
});

test('calls a reading as old as the question that was answered, not as its wait', async () => {
  const { readIt } = aksWith({ burst: 1, perSecond: 1 });
  const start = Date.now();
  const [first, second] = [readIt(), readIt()];
  await vi.advanceTimersByTimeAsync(1000);
  expect(await first).toMatchObject({ ok: true, value: { readAtMs: start } });
  expect(await second).toMatchObject({ ok: true, value: { readAtMs: start + 1000 } });
});

test('says for how long it is throttled when its turn is too far off, without asking AKS', async () => {
  const { readIt, requests } = aksWith({ burst: 1, perSecond: 0.05 });
  await readIt();
  expect(await readIt()).toMatchObject({
    ok: false,
    error: { code: 'throttled', retryAfterSeconds: 20 },
  });
  expect(requests).toHaveLength(1);
});

test('waits no longer where somebody sets the clock back', async () => {
  const { readIt } = aksWith({ burst: 1, perSecond: 1 });
  await readIt();
  vi.setSystemTime(Date.now() - 3_600_000);
  const second = readIt();
  await vi.advanceTimersByTimeAsync(1000);
  expect(await second).toMatchObject({ ok: true });
});

test('takes no turn from those behind for what it has refused', async () => {
  const { readIt, requests } = aksWith({ burst: 1, perSecond: 0.05 });
  await readIt();
  await Promise.all([readIt(), readIt(), readIt()]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await readIt()).toMatchObject({ ok: true });
  expect(requests).toHaveLength(2);
});

test('counts each cluster, each subscription’s lists and its operations by themselves', async () => {
  const { arm, readIt, requests } = aksWith({ burst: 1, perSecond: 1 });
  const provider = 'providers/Microsoft.ContainerService';
  const inGroup = `/subscriptions/${shop.subscriptionId}/resourceGroups/rg-shop/${provider}`;
  const inSubscription = `/subscriptions/${shop.subscriptionId}/${provider}`;
  void readIt();
  void readIt('aks-other');
  void readPages(arm, ada, `${inSubscription}/managedClusters?api-version=list`);
  void readPages(arm, ada, `${inGroup}/managedClusters?api-version=list`);
  void pollOperation(arm, ada, `${inSubscription}/locations/westeurope/operations/1?list`);
  await vi.advanceTimersByTimeAsync(0);
  expect(requests).toHaveLength(5);

  void readIt('AKS-SHOP');
  void readPages(arm, ada, `${inSubscription}/managedclusters?api-version=list`);
  void pollOperation(arm, ada, `${inSubscription}/locations/northeurope/operations/2?list`);
  await vi.advanceTimersByTimeAsync(0);
  expect(requests).toHaveLength(5);
  await vi.advanceTimersByTimeAsync(2000);
  expect(requests).toHaveLength(8);
});

test('counts nothing of other providers', async () => {
  const { arm, requests } = aksWith({ burst: 1, perSecond: 1 });
  const lists = ['/subscriptions?list', '/subscriptions?list', '/tenants?list', '/tenants?list'];
  await Promise.all(lists.map((path) => readPages(arm, ada, path)));
  expect(requests).toHaveLength(4);
});
