import { describe, expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { fakeAzure } from '#lib/azure/test-azure';
import { ok } from '#lib/result';
import { listClusters } from './listing.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const ada = makeCredential(tenantId, async () => ok('token-of-ada'));

/** Lists so many subscriptions with a cluster each; answers what was told before all was there. */
async function toldOf(many: number): Promise<readonly string[]> {
  const { arm } = fakeAzure(({ url }) => {
    const [scope = ''] = /\/subscriptions\/[^/]+/.exec(url) ?? [];
    const id = `${scope}/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/a`;
    return { body: { value: [{ id, location: 'westeurope', properties: {} }] } };
  });
  const subscriptions = Array.from({ length: many }, (_, at) => {
    const subscriptionId = `00000000-0000-4000-8000-000000000${at + 100}`;
    return { subscriptionId, name: subscriptionId };
  });
  const told: string[] = [];
  const listed = await listClusters(arm, ada, subscriptions, ({ rows, subscriptionsRead }) =>
    told.push(`${rows.length} of ${subscriptionsRead} subscriptions`),
  );
  expect(listed).toMatchObject({ unreadable: [], subscriptionsRead: many });
  expect(listed.rows.map(({ id }) => id.subscriptionId)).toEqual(
    subscriptions.map(({ subscriptionId }) => subscriptionId),
  );
  return told;
}

test('tells what is there after each tenth of the subscriptions, and after eight at the earliest', async () => {
  expect(await toldOf(8)).toEqual([]);
  expect(await toldOf(20)).toEqual(['8 of 8 subscriptions', '16 of 16 subscriptions']);
  expect(await toldOf(200)).toHaveLength(9);
});

test('takes a subscription that never had AKS for one without clusters', async () => {
  const { arm } = fakeAzure(() => ({
    status: 409,
    body: {
      error: {
        code: 'MissingSubscriptionRegistration',
        message:
          "The subscription is not registered to use namespace 'Microsoft.ContainerService'.",
      },
    },
  }));
  const listed = await listClusters(arm, ada, [{ subscriptionId: 's', name: 'Labs' }], () => {});
  expect(listed).toEqual({ rows: [], unreadable: [], subscriptionsRead: 1 });
});

test('lists resource group by resource group where a refusal of the whole names no right', async () => {
  const subscriptionId = '00000000-0000-4000-8000-000000000001';
  const group = `/subscriptions/${subscriptionId}/resourceGroups/rg`;
  const id = `${group}/providers/Microsoft.ContainerService/managedClusters/a`;
  const { arm } = fakeAzure(({ url }) => {
    if (url.includes('/resourcegroups?')) return { body: { value: [{ id: group, name: 'rg' }] } };
    if (!url.includes(group)) return { status: 403, body: { code: 'Forbidden', message: 'No.' } };
    return { body: { value: [{ id, location: 'westeurope', properties: {} }] } };
  });
  const listed = await listClusters(arm, ada, [{ subscriptionId, name: 'Labs' }], () => {});
  expect(listed).toMatchObject({ rows: [{ id: { name: 'a' } }], unreadable: [] });
});

describe('where the person may not list a subscription as a whole', () => {
  const subscriptionId = '00000000-0000-4000-8000-000000000001';
  const scope = `/subscriptions/${subscriptionId}`;
  const groups = ['rg-a', 'rg-b'].map((name) => ({ id: `${scope}/resourceGroups/${name}`, name }));
  const unreadableWhere = async (readable: string) => {
    const { arm } = fakeAzure(({ url }) => {
      if (url.includes('/resourcegroups?')) return { body: { value: groups } };
      if (url.includes(`/resourceGroups/${readable}/`)) return { body: { value: [] } };
      return { status: 403, body: { code: 'Forbidden', message: 'No.' } };
    });
    const listed = await listClusters(arm, ada, [{ subscriptionId, name: 'Labs' }], () => {});
    return listed.unreadable.map((place) => [place.label, place.scope]);
  };

  test('names the groups that refuse beside those that do not', async () => {
    expect(await unreadableWhere('rg-a')).toEqual([['rg-b (Labs)', groups[1]?.id]]);
  });

  test('names the subscription once where every group refuses', async () => {
    expect(await unreadableWhere('none')).toEqual([['Labs', scope]]);
  });
});
