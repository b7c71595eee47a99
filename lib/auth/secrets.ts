import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits that nobody can guess, as 43 characters that fit in cookies and addresses. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a random secret: enough to find it, not enough to use it. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
