import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ManagedIdentityApplication, type NodeAuthOptions } from '@azure/msal-node';
import type { Settings } from '#lib/settings';

/** The part of MSAL's options by which Drawbridge proves to be the app registration. */
export type ClientProof = Pick<
  NodeAuthOptions,
  'clientSecret' | 'clientCertificate' | 'clientAssertion'
>;

/**
 * Makes the proof. Files are read anew every time, because whoever put them there renews them. Throws
 * when a file cannot be read or is not what it should be: only the operator can mend that.
 */
export async function clientProof({ clientCredential, cloud }: Settings): Promise<ClientProof> {
  switch (clientCredential.kind) {
    case 'secret':
      return { clientSecret: clientCredential.secret };
    case 'certificate':
      return { clientCertificate: readCertificate(await readFile(clientCredential.path, 'utf8')) };
    case 'federated-token-file': {
      const { path } = clientCredential;
      return { clientAssertion: async () => (await readFile(path, 'utf8')).trim() };
    }
    case 'managed-identity': {
      const { clientId } = clientCredential;
      return { clientAssertion: () => identityToken(clientId, cloud.tokenExchangeAudience) };
    }
  }
}

/** A PEM file with the certificate and its private key, in any order. */
function readCertificate(pem: string) {
  const certificate = new X509Certificate(pem);
  const privateKey = createPrivateKey(pem);
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new Error('AZURE_CLIENT_CERTIFICATE_PATH holds a key that is not the certificate’s.');
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
