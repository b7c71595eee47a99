import { expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { fakeAzure, shop } from '#lib/azure/test-azure';
import { formatClusterId } from '#lib/clusters/resource-id';
import { ok } from '#lib/result';
import { azurePort } from './azure-port.ts';
import { row } from './test-kit.ts';

test('sends a PUT with the token of the reading it was made from, and asks nobody in between', async () => {
  const { arm, requests } = fakeAzure(() => ({ body: { id: formatClusterId(shop) } }));
  let tokens = 0;
  const port = azurePort(arm, async ({ tenantId }) => {
    const token = `token ${++tokens}`;
    return ok(makeCredential(tenantId, async () => ok(token)));
  });
  const errand = row({ clusterId: shop });
  const read = await port.read(errand);
  if (!read.ok) throw new Error('not read');
  const request = { body: '{}', correlationId: 'c', reading: read.value };
  const written = await port.put(errand, request);
  expect(written).toEqual({ kind: 'accepted' });
  const bearers = requests.map(({ method, headers }) => [method, headers.get('authorization')]);
  expect(bearers).toEqual([
    ['GET', 'Bearer token 1'],
    ['PUT', 'Bearer token 1'],
  ]);
});
