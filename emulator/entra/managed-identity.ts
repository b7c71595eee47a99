import { type Answer, json, type Request } from '../http/exchange.ts';
import { application, type Person } from '../world/world.ts';
import type { Entra } from './entra.ts';
import { tokenLifetime } from './tokens.ts';

/**
 * `/msi?person=`: that person's token, so that the Azure CLI can sign in without a browser
 * (`MSI_ENDPOINT`). A machine in reality, a person here: rights are people's.
 */
export async function managedIdentity(entra: Entra, request: Request): Promise<Answer> {
  const person = entra.world.people.get((request.query.get('person') ?? '').toLowerCase());
  if (!person) {
    const message = 'Name a person of this world: /msi?person=ada.lindqvist@contoso.com';
    return json(400, { error: 'invalid_request', error_description: message });
  }
  const lifetimeSeconds = tokenLifetime(entra.world, person);
  const accessToken = await entra.issuer.accessToken(tokenFor(person, lifetimeSeconds));
  return json(200, {
    access_token: accessToken,
    expires_on: String(Math.floor(Date.now() / 1000) + lifetimeSeconds),
    resource: 'https://management.azure.com/',
    token_type: 'Bearer',
  });
}

function tokenFor(person: Person, lifetimeSeconds: number) {
  return {
    person,
    tenantId: person.homeTenantId,
    clientId: application.clientId,
    acrs: [],
    lifetimeSeconds,
    knowsClaimsChallenges: false,
  };
}
