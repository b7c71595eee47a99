import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { err, ok, type Result } from '#lib/result';

/** Encrypts text so that only this product reads it, and only for the purpose it was sealed for. */
export type Sealer = {
  /** `purpose` is not secret: it keeps a sealed text from being used in another place. */
  seal(purpose: string, text: string): string;
  /** Unreadable: changed by somebody, sealed for another purpose, or under a key that is gone. */
  open(purpose: string, sealed: string): Result<string, 'unreadable'>;
};

const algorithm = 'aes-256-gcm';
/** The lengths that NIST SP 800-38D recommends, in bytes. */
const ivBytes = 12;
const tagBytes = 16;

/** A sealer over AES-256-GCM keys of 32 bytes: the first seals, every one opens. */
export function makeSealer(keys: readonly Uint8Array[]): Sealer {
  const byName = new Map(keys.map((key) => [keyName(key), key]));
  const [first] = keys;
  if (!first) throw new Error('A sealer needs a key.');

  return {
    seal: (purpose, text) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, first, iv, { authTagLength: tagBytes });
      cipher.setAAD(Buffer.from(purpose));
      const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]);
      return `${keyName(first)}.${Buffer.concat([body, cipher.getAuthTag()]).toString('base64url')}`;
    },
    open: (purpose, sealed) => {
      const [name = '', encoded = ''] = sealed.split('.');
      const key = byName.get(name);
      const bytes = Buffer.from(encoded, 'base64url');
      if (!key || bytes.length < ivBytes + tagBytes) return err('unreadable');
      return decrypt(key, purpose, bytes);
    },
  };
}

function decrypt(key: Uint8Array, purpose: string, bytes: Buffer): Result<string, 'unreadable'> {
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const body = decipher.update(bytes.subarray(ivBytes, -tagBytes));
    return ok(Buffer.concat([body, decipher.final()]).toString('utf8'));
  } catch {
    // `final` throws when the tag does not fit, and says no more than that.
    return err('unreadable');
  }
}

/** Tells which key sealed a text, and nothing about the key. */
function keyName(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8);
}
