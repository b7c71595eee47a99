import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { authContext } from '#lib/auth/context';
import { startSession } from '#lib/auth/session';
import { signOut } from '#lib/auth/sign-in/sign-out';
import { type AuthFixture, authFixture, signedInAs, testSettings } from '#lib/auth/test-kit';
import { log } from '#lib/log';
import { grants } from '#lib/store/schema';
import { keepTokens, readTokens } from './grant-store.ts';

let auth: AuthFixture;
beforeAll(async () => {
  auth = await authFixture();
}, 30_000);
afterAll(() => auth.store.close());

const cache = (tokens: Record<string, string>) => JSON.stringify({ AccessToken: tokens });

test('makes one grant per person, however often and however simultaneously they sign in', async () => {
  const made = await Promise.all([1, 2, 3].map(() => signedInAs(auth, 'dana')));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
});

test('keeps people of the same name in two directories apart', async () => {
  const here = await signedInAs(auth, 'erin');
  const there = await signedInAs(auth, 'erin', { tenantId: 'elsewhere' });
  expect(here.id).not.toBe(there.id);
});

test('adds the tokens of a new sign-in to those of the last', async () => {
  const grant = await signedInAs(auth, 'kim', { cache: cache({ home: '1', other: '1' }) });
  await signedInAs(auth, 'kim', { cache: cache({ home: '2' }) });
  expect((await readTokens(auth, grant.id))?.cache).toBe(cache({ home: '2', other: '1' }));
});

test('keeps tokens unreadable in the database', async () => {
  await signedInAs(auth, 'lee', { cache: cache({ home: 'very-secret' }) });
  const rows = await auth.db.select().from(grants);
  expect(JSON.stringify(rows)).not.toContain('very-secret');
});

test('remembers where somebody signed in, not where they proved themselves again', async () => {
  await signedInAs(auth, 'max');
  await signedInAs(auth, 'max', { directoryId: 'other', again: true });
  const directory = async () =>
    (await auth.db.select().from(grants)).find(({ objectId }) => objectId === 'max')?.directoryId;
  expect(await directory()).toBe('home');
  await signedInAs(auth, 'max', { directoryId: 'other' });
  expect(await directory()).toBe('other');
});

test('keeps renewed tokens once, against the version they were read at', async () => {
  const grant = await signedInAs(auth, 'noa');
  const read = await readTokens(auth, grant.id);
  const renewal = (home: string) => ({ cache: cache({ home }), version: read?.version ?? 0 });
  const kept = await Promise.all([
    keepTokens(auth, grant.id, renewal('one')),
    keepTokens(auth, grant.id, renewal('two')),
  ]);
  expect(kept.toSorted()).toEqual([false, true]);
});

test('does not bring back the tokens of somebody who signed out meanwhile', async () => {
  const grant = await signedInAs(auth, 'pat');
  const read = await readTokens(auth, grant.id);
  await signOut(auth, await startSession(auth, grant.id), { keepTokens: false });
  const late = { cache: cache({ home: 'late' }), version: read?.version ?? 0 };
  expect(await keepTokens(auth, grant.id, late)).toBe(false);
  expect(await readTokens(auth, grant.id)).toBeUndefined();
});

test('asks for a new sign-in when the key is gone, and tells the operator why', async () => {
  const warn = vi.spyOn(log, 'warn').mockReturnValue();
  const grant = await signedInAs(auth, 'quinn');
  const otherKey = { SESSION_KEYS: Buffer.alloc(32, 8).toString('base64') };
  const rekeyed = authContext(auth.db, testSettings(otherKey));
  expect(await readTokens(rekeyed, grant.id)).toBeUndefined();
  expect(warn).toHaveBeenCalledExactlyOnceWith(
    { grantId: grant.id },
    'tokens are sealed with a key that SESSION_KEYS does not have',
  );
});
