import { ConfidentialClientApplication, type NodeAuthOptions } from '@azure/msal-node';
import { callbackPath } from '#lib/auth/paths';
import type { Settings } from '#lib/settings';
import { clouds } from '#lib/settings/clouds';
import { clientProof } from './client-proof.ts';
import { msalNetwork } from './msal-network.ts';

/**
 * An MSAL client for one request. Never share one among people: with a cache that is partitioned by
 * plug-in, two sign-ins side by side left one person's tokens in the other's partition. Making one
 * takes microseconds. `isAbroad`: for another directory than the one that people sign in to.
 */
export async function makeMsal(
  settings: Settings,
  isAbroad = false,
): Promise<ConfidentialClientApplication> {
  return new ConfidentialClientApplication({
    auth: {
      clientId: settings.clientId,
      authority: authorityOf(settings, settings.tenantId),
      // Says that we can answer claims challenges, so that Azure sends them.
      clientCapabilities: ['cp1'],
      ...(await clientProof(settings)),
      ...authorityKnowledge(settings),
    },
    system: { networkClient: msalNetwork(isAbroad) },
  });
}

/** The authority of one directory. Always https in MSAL's eyes: it refuses anything else. */
export function authorityOf({ authorityHost }: Settings, tenantId: string): string {
  return `https://${new URL(authorityHost).host}/${tenantId}`;
}

/**
 * What a sign-in to a directory is asked with, and what it brought is redeemed with: Entra wants the same.
 * `claims`: what has to be proved on top, as JSON text.
 */
export function signInParameters(settings: Settings, tenantId: string, claims?: string) {
  return {
    authority: authorityOf(settings, tenantId),
    scopes: [settings.cloud.scope],
    // It must be registered with the app.
    redirectUri: settings.publicUrl + callbackPath,
    ...(claims === undefined ? {} : { claims }),
  };
}

/**
 * MSAL knows the endpoints of Azure's clouds. Of another host it would ask, at every request, and only
 * over https; these are the same endpoints, told instead.
 */
function authorityKnowledge({ authorityHost }: Settings): Partial<NodeAuthOptions> {
  if (Object.values(clouds).some((cloud) => cloud.authorityHost === authorityHost)) return {};
  const tenant = `${authorityHost}/{tenantid}`;
  return {
    knownAuthorities: [new URL(authorityHost).host],
    authorityMetadata: JSON.stringify({
      issuer: `${tenant}/v2.0`,
      authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${tenant}/oauth2/v2.0/token`,
      end_session_endpoint: `${tenant}/oauth2/v2.0/logout`,
      jwks_uri: `${tenant}/discovery/v2.0/keys`,
    }),
  };
}
