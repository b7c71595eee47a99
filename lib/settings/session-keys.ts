import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode } from '#lib/store/file-errors';
import type { SettingSpec } from './env-reader.ts';

/** Length of a key of AES-256, in bytes. */
const keyBytes = 32;

const oneKey = z.string().transform((text, context) => {
  const key = Buffer.from(text.trim(), 'base64');
  // Node skips what is not base64; encoding again shows whether it did.
  const unpadded = (base64: string) => base64.replace(/=+$/, '');
  if (key.length === keyBytes && unpadded(key.toString('base64')) === unpadded(text.trim())) {
    return new Uint8Array(key);
  }
  context.addIssue('must be base64 of 32 bytes each, separated by commas');
  return z.NEVER;
});

const keyList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(oneKey));

/** Keys of 32 bytes. The first encrypts, all decrypt: put a new one in front, remove the last later. */
export const sessionKeysSetting: SettingSpec<Uint8Array[]> = {
  schema: keyList,
  example: 'the output of: openssl rand -base64 32',
};

/**
 * The key kept in the data folder, made on first use and readable by this user alone. For loopback,
 * where nobody should have to make a key before looking at the product. Throws when the folder cannot
 * be written or the file holds something else.
 */
export function keptSessionKeys(dataDir: string): Uint8Array[] {
  const path = join(/*turbopackIgnore: true*/ dataDir, 'session-keys');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(path, randomBytes(keyBytes).toString('base64'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    chmodSync(path, 0o600);
  }
  return keyList.parse(readFileSync(path, 'utf8').trim());
}
