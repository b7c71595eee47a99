import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AuthError, ManagedIdentityApplication, type NodeAuthOptions } from '@azure/msal-node';
import { log } from '#lib/log';
import type { Settings } from '#lib/settings';

/** The part of MSAL's options by which Drawbridge proves to be the app registration. */
type ClientProof = Pick<NodeAuthOptions, 'clientSecret' | 'clientCertificate' | 'clientAssertion'>;

/**
 * Makes the proof. Files are read anew every time, because whoever put them there renews them. Throws
 * MSAL's `AuthError` when there is none to be had, here or when MSAL asks for it.
 */
export async function clientProof({ clientCredential, cloud }: Settings): Promise<ClientProof> {
  switch (clientCredential.kind) {
    case 'secret':
      return { clientSecret: clientCredential.secret };
    case 'certificate': {
      const { path } = clientCredential;
      return { clientCertificate: await proving(() => readCertificate(path)) };
    }
    case 'federated-token-file': {
      const { path } = clientCredential;
      return { clientAssertion: () => proving(async () => (await readFile(path, 'utf8')).trim()) };
    }
    case 'managed-identity': {
      const { clientId } = clientCredential;
      const audience = cloud.tokenExchangeAudience;
      return { clientAssertion: () => proving(() => identityToken(clientId, audience)) };
    }
  }
}

/**
 * Why no proof can be made of a file, and by which setting; nothing where one can. For the start: a replica
 * that nobody can sign in to should not take the place of one that works.
 */
export async function proofProblem({
  clientCredential,
}: Pick<Settings, 'clientCredential'>): Promise<string | undefined> {
  switch (clientCredential.kind) {
    case 'secret':
    case 'managed-identity':
      return undefined;
    case 'certificate':
      return whyNot('AZURE_CLIENT_CERTIFICATE_PATH', () => readCertificate(clientCredential.path));
    case 'federated-token-file':
      return whyNot('AZURE_FEDERATED_TOKEN_FILE', () => readFile(clientCredential.path));
  }
}

async function whyNot(name: string, read: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    return `${name} cannot be used: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * Only the operator can mend a proof that cannot be made, so the log tells them why; people are told the
 * same as when Entra does not take it.
 */
async function proving<Proof>(make: () => Promise<Proof>): Promise<Proof> {
  try {
    return await make();
  } catch (error) {
    log.warn({ err: error }, 'this console cannot prove itself to Entra');
    throw new AuthError('invalid_client', '', 'The credential of this console cannot be read.');
  }
}

/** A PEM file with the certificate and its private key, in any order. */
async function readCertificate(path: string) {
  const pem = await readFile(path, 'utf8');
  const certificate = new X509Certificate(pem);
  const privateKey = createPrivateKey(pem);
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new Error('The private key in the file is not the certificate’s.');
  }
  return {
    thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** MSAL knows where each Azure host hands out the tokens of its identity. */
async function identityToken(clientId: string, audience: string): Promise<string> {
  const identity = new ManagedIdentityApplication({
    managedIdentityIdParams: { userAssignedClientId: clientId },
  });
  return (await identity.acquireToken({ resource: audience })).accessToken;
}
