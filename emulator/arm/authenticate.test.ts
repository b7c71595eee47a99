import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textAt } from '../json-edit.ts';
import { armClient } from '../testing/arm-client.ts';
import { people, startWorld } from '../testing/world.ts';
import { contoso } from '../world/world.ts';

const fabrikam = 'b3e1a1f0-2c55-4d0e-9f6a-70a9b1c2d3e4';

let world: Awaited<ReturnType<typeof startWorld>>;
let url: string;
let cluster: string;
beforeAll(async () => {
  world = await startWorld({ clusters: [{ name: 'aks-one', entries: ['73.140.245.0/24'] }] });
  url = world.emulator.url;
  cluster = world.urlOf({ name: 'aks-one' });
});
afterAll(() => world.close());

describe('a token', () => {
  const bearer = async (token: string) => {
    const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${url}${cluster}`, { headers });
    const { error } = await response.json();
    return { response, code: error.code, challenge: response.headers.get('www-authenticate') };
  };

  const bad = [
    ['that is missing', async () => '', 'AuthenticationFailed'],
    ['that is nonsense', async () => 'nonsense', 'InvalidAuthenticationToken'],
    [
      'for another audience',
      () => world.control.token({ person: people.ada, audience: 'https://graph.microsoft.com' }),
      'InvalidAuthenticationTokenAudience',
    ],
    [
      'that has expired',
      () => world.control.token({ person: people.ada, lifetimeSeconds: -1 }),
      'ExpiredAuthenticationToken',
    ],
  ] as const;
  for (const [what, token, code] of bad) {
    test(`${what} is refused as ${code}, naming the directory to ask`, async () => {
      const found = await bearer(await token());
      expect(found.response.status).toBe(401);
      expect(found.code).toBe(code);
      expect(found.challenge).toContain(
        'authorization_uri="https://login.windows.net/72a1f3c4-5b0e-4d53-9a6c-1f0c2f6a7d10"',
      );
    });
  }

  test('whose signature was tampered with is refused', async () => {
    const token = await world.control.token({ person: people.noor });
    const [head, payload = '', signature] = token.split('.');
    const forged = Buffer.from(payload, 'base64url').toString().replace(people.noor, people.ada);
    const text = [head, Buffer.from(forged).toString('base64url'), signature].join('.');
    expect((await bearer(text)).code).toBe('InvalidAuthenticationToken');
  });

  test('of another directory is refused, unless that directory manages the subscription', async () => {
    const upn = 'guest@contoso.com';
    const { id } = (
      await world.control.seed({
        tenants: [{ id: fabrikam, displayName: 'Fabrikam' }],
        people: [{ upn, displayName: 'Guest', guestIn: [{ tenantId: fabrikam }] }],
        subscriptions: [
          {
            displayName: 'managed',
            managedByTenants: [fabrikam],
            roles: [{ person: upn, role: 'Reader' }],
          },
        ],
      })
    ).subscriptions[0] ?? { id: '' };
    const token = await world.control.token({ person: upn, tenantId: fabrikam });
    const ask = (path: string) =>
      fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });

    expect((await bearer(token)).code).toBe('InvalidAuthenticationTokenTenant');
    expect((await ask(`/subscriptions/${id}?api-version=2022-12-01`)).status).toBe(200);
  });

  test('lists the directories that its own one manages something in, and says that they are none of theirs', async () => {
    const upn = 'manager@contoso.com';
    const tenantId = '5d0c2f6e-9a41-4b7d-8a52-3f1c7e90b6d4';
    await world.control.seed({
      tenants: [{ id: tenantId, displayName: 'Customer' }],
      people: [{ upn, displayName: 'Manager' }],
      subscriptions: [
        {
          displayName: 'managed',
          tenantId,
          managedByTenants: [contoso.id],
          roles: [{ person: upn, role: 'Reader' }],
        },
      ],
    });
    const { body } = await armClient(url, upn)('GET', '/tenants?api-version=2022-12-01');
    expect(body).toMatchObject({
      value: [
        { tenantId: contoso.id, tenantCategory: 'Home' },
        { tenantId, tenantCategory: 'ManagedBy' },
      ],
    });
  });
});

const strictness = [
  ['no api-version', '/subscriptions', 400, 'MissingApiVersionParameter'],
  [
    'an unknown one of ARM',
    '/subscriptions?api-version=1999-01-01',
    400,
    'InvalidApiVersionParameter',
  ],
  [
    'an unknown subscription',
    '/subscriptions/00000000-0000-4000-8000-000000000000?api-version=2022-12-01',
    404,
    'SubscriptionNotFound',
  ],
] as const;
for (const [what, path, status, code] of strictness) {
  test(`${what} is ${code}`, async () => {
    const answer = await armClient(url, people.ada)('GET', path);
    expect([answer.status, textAt(answer.body, 'error', 'code')]).toEqual([status, code]);
  });
}

test('an api-version that AKS never had is NoRegisteredProviderFound', async () => {
  const path = cluster.replace('2026-06-01', '2026-12-24');
  const { status, body } = await armClient(url, people.ada)('GET', path);
  expect([status, textAt(body, 'error', 'code')]).toEqual([400, 'NoRegisteredProviderFound']);
});

test('what the emulator does not know is 501, and remembered', async () => {
  const asAda = armClient(url, people.ada);
  const path = `/subscriptions/${world.subscriptionId}/providers/Microsoft.Compute/disks`;
  expect((await asAda('GET', `${path}?api-version=2024-03-02`)).status).toBe(501);
  const unknown = await world.control.unknownRequests();
  expect(unknown.map((request) => request.path)).toContain(path);
});
