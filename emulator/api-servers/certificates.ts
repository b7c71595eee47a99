import { createSecureContext, type SecureContext } from 'node:tls';
import { generate } from 'selfsigned';
import type { Certificate } from '../http/server.ts';

/** Certificates by name, made when first asked for: each cluster has a CA of its own. */
export function createCertificates(): (name: string) => Promise<SecureContext> {
  const contexts = new Map<string, Promise<SecureContext>>();
  return (name) => {
    const made = contexts.get(name) ?? makeContext(name);
    contexts.set(name, made);
    return made;
  };
}

async function makeContext(name: string): Promise<SecureContext> {
  const ca = await generate([{ name: 'commonName', value: 'ca' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const own = await generate([{ name: 'commonName', value: 'apiserver' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
  });
  return createSecureContext({ key: own.private, cert: own.cert });
}

/** A certificate for `localhost`, its own CA, for the https listener. Valid for a year. */
export async function localhostCertificate(): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'rsa',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, keyCertSign: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}
