import { expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { fakeAzure } from '#lib/azure/test-azure';
import { ok } from '#lib/result';
import { findDirectory, listDirectories, listSubscriptions } from './directories.ts';

const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token-of-ada'));
const tenant = '54826b22-38d6-4fb2-bad9-b7b93a3e9c5a';

test('names a directory by what it calls itself, else its domain, else its id', async () => {
  const { arm, requests } = fakeAzure(() => ({
    body: {
      value: [
        { tenantId: 'a', displayName: 'Contoso', defaultDomain: 'contoso.com' },
        { tenantId: 'b', displayName: '', defaultDomain: 'fabrikam.com' },
        { tenantId: 'c' },
      ],
    },
  }));
  expect(await listDirectories(arm, ada)).toEqual(
    ok([
      { tenantId: 'a', name: 'Contoso', isManaged: false },
      { tenantId: 'b', name: 'fabrikam.com', isManaged: false },
      { tenantId: 'c', name: 'c', isManaged: false },
    ]),
  );
  expect(requests[0]?.url).toBe('https://management.azure.com/tenants?api-version=2022-12-01');
});

test('tells directories of their own from those that Lighthouse brings, as the specification spells them', async () => {
  const categories = ['Home', 'ManagedBy', 'ProjectedBy', 'projectedBy', 'Other', undefined];
  const { arm } = fakeAzure(() => ({
    body: { value: categories.map((tenantCategory) => ({ tenantId: 'a', tenantCategory })) },
  }));
  const listed = await listDirectories(arm, ada);
  const managed = listed.ok && listed.value.map(({ isManaged }) => isManaged);
  expect(managed).toEqual([false, true, true, true, false, false]);
});

test('follows a list verbatim to its empty last page', async () => {
  const nextLink =
    'https://management.azure.com/subscriptions?api-version=2022-12-01&%24skiptoken=x&skiptoken=x';
  const { arm, requests } = fakeAzure(({ url }) => ({
    body:
      url === nextLink
        ? { value: [] }
        : { value: [{ subscriptionId: 's', displayName: 'Shops' }], nextLink },
  }));
  const subscriptions = await listSubscriptions(arm, ada);
  expect(subscriptions).toEqual(ok([{ subscriptionId: 's', name: 'Shops' }]));
  expect(requests.map(({ url }) => url)).toEqual([
    'https://management.azure.com/subscriptions?api-version=2022-12-01',
    nextLink,
  ]);
});

test('says when a list cannot be read', async () => {
  const { arm } = fakeAzure(() => ({ body: { value: [{ displayName: 'without an id' }] } }));
  const failure = { ok: false, error: { code: 'azure-error' } };
  expect(await listDirectories(arm, ada)).toMatchObject(failure);
  expect(await listSubscriptions(arm, ada)).toMatchObject(failure);
});

test('does not go round in circles when a list repeats a page', async () => {
  const nextLink = 'https://management.azure.com/tenants?page=2';
  const { arm, requests } = fakeAzure(() => ({ body: { value: [], nextLink } }));
  expect(await listDirectories(arm, ada)).toMatchObject({
    ok: false,
    error: { code: 'azure-error' },
  });
  expect(requests).toHaveLength(2);
});

test('learns the directory of a subscription from a 401, without sending a token', async () => {
  const { arm, requests } = fakeAzure(() => ({
    status: 401,
    headers: {
      'www-authenticate': `Bearer authorization_uri="https://login.windows.net/${tenant}", error="invalid_token"`,
    },
  }));
  expect(await findDirectory(arm, 's-1')).toEqual(ok(tenant));
  expect(requests[0]?.headers.has('authorization')).toBe(false);
});

test('knows no directory for a subscription that Azure does not know', async () => {
  const body = { error: { code: 'SubscriptionNotFound', message: '…' } };
  const { arm } = fakeAzure(() => ({ status: 404, body }));
  expect(await findDirectory(arm, '../s')).toMatchObject({
    ok: false,
    error: { code: 'not-found', what: 'subscription' },
  });
});
