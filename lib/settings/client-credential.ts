import type { EnvReader } from './env-reader.ts';
import { anyText, guidSetting } from './values.ts';

/** How Drawbridge proves to Entra that it is the app registration. */
export type ClientCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  /** A PEM file that holds the certificate and its private key. */
  | { readonly kind: 'certificate'; readonly path: string }
  /** A file that somebody else keeps fresh: workload identity in Kubernetes. */
  | { readonly kind: 'federated-token-file'; readonly path: string }
  /** A user-assigned managed identity that the app registration trusts (system-assigned cannot be). */
  | { readonly kind: 'managed-identity'; readonly clientId: string };

const secretName = 'AZURE_CLIENT_SECRET';
const certificateName = 'AZURE_CLIENT_CERTIFICATE_PATH';
const tokenFileName = 'AZURE_FEDERATED_TOKEN_FILE';
const identityName = 'AZURE_MANAGED_IDENTITY_CLIENT_ID';
const names = [secretName, certificateName, tokenFileName, identityName];

/** Exactly one way must be set. Undefined: none or several, and a problem is noted. */
export function readClientCredential(env: EnvReader): ClientCredential | undefined {
  const given = names.filter((name) => env.has(name));
  const [name, second] = given;
  if (name === undefined) {
    env.report(
      secretName,
      `is required, or one of ${names.slice(1).join(', ')}`,
      'the secret value',
    );
    return undefined;
  }
  if (second !== undefined) {
    env.report(second, `is one too many: ${name} is set as well`, 'not set');
    return undefined;
  }
  return readOne(env, name);
}

function readOne(env: EnvReader, name: string): ClientCredential | undefined {
  if (name === identityName) {
    const clientId = env.read(name, guidSetting('the client id of a managed identity'));
    return clientId === undefined ? undefined : { kind: 'managed-identity', clientId };
  }
  const text = env.read(name, anyText('')) ?? '';
  if (name === secretName) return { kind: 'secret', secret: text };
  return name === certificateName
    ? { kind: 'certificate', path: text }
    : { kind: 'federated-token-file', path: text };
}
