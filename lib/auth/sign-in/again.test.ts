import { expect, test } from 'vitest';
import { makeSealer } from '#lib/auth/sealer';
import { openAgain, signInAgainPath } from './again.ts';

const context = { sealer: makeSealer([new Uint8Array(32)]), now: () => new Date(0) };

test.each([
  ['anna@contoso.example', 'anna@contoso.example'],
  ['0a0b0c0d-2222-4333-8444-fedcbafedcba', undefined],
])('offers a name to sign in with again only where it is one: %s', (username, loginHint) => {
  const person = { name: 'Anna', username, tenantId: 'tenant' };
  const grant = { cloud: 'AzureCloud', tenantId: 'tenant', objectId: 'anna', id: 'grant' } as const;
  const path = signInAgainPath(context, { grant, person }, { returnTo: '/clusters' });
  const sealed = new URL(path, 'http://localhost').searchParams.get('again') ?? '';
  expect(openAgain(context, sealed)?.loginHint).toBe(loginHint);
});
