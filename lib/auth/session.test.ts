import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readTokens } from '#lib/auth/grants/grant-store';
import { forgetUnused, signOut } from '#lib/auth/sign-in/sign-out';
import { log } from '#lib/log';
import { grants, sessions } from '#lib/store/schema';
import { hashSecret } from './secrets.ts';
import { endSession, findSession, isStanding, keepAddress, startSession } from './session.ts';
import { type AuthFixture, authFixture, signedInAs } from './test-kit.ts';

let auth: AuthFixture;
beforeAll(async () => {
  auth = await authFixture({ SESSION_IDLE_SECONDS: '3600', SESSION_MAX_SECONDS: '10000' });
}, 30_000);
afterAll(() => auth.store.close());

let people = 0;
async function signedIn() {
  const name = `person-${people++}`;
  const grant = await signedInAs(auth, name);
  return { name, grant, cookie: await startSession(auth, grant.id) };
}

test('knows who is signed in', async () => {
  const { name, grant, cookie } = await signedIn();
  expect(await findSession(auth, cookie)).toMatchObject({
    grant,
    person: { name, username: `${name}@contoso.com`, tenantId: 'home' },
  });
});

test('does not know a cookie it did not give', async () => {
  expect(await findSession(auth, 'x'.repeat(43))).toBeUndefined();
});

test('keeps nothing that could be used as a cookie', async () => {
  const { cookie } = await signedIn();
  const rows = await auth.db.select().from(sessions);
  expect(JSON.stringify(rows)).not.toContain(cookie);
  const session = await findSession(auth, cookie);
  expect(await findSession(auth, session?.id ?? '')).toBeUndefined();
});

test('ends a session that is not used for the idle time', async () => {
  const { cookie } = await signedIn();
  auth.clock.passSeconds(3599);
  expect(await findSession(auth, cookie)).toBeDefined();
  auth.clock.passSeconds(3600);
  expect(await findSession(auth, cookie)).toBeUndefined();
});

test('looks whether a session still stands without using it', async () => {
  const { cookie } = await signedIn();
  const session = await findSession(auth, cookie);
  if (!session) throw new Error('not signed in');
  auth.clock.passSeconds(3599);
  expect(await isStanding(auth, session)).toBe(true);
  auth.clock.passSeconds(1);
  expect(await isStanding(auth, session)).toBe(false);
});

test('ends a session at its greatest age, however much it is used', async () => {
  const { cookie } = await signedIn();
  for (let used = 0; used < 9; used++) {
    auth.clock.passSeconds(1000);
    expect(await findSession(auth, cookie)).toBeDefined();
  }
  auth.clock.passSeconds(1000);
  expect(await findSession(auth, cookie)).toBeUndefined();
});

test('remembers use without writing at every request', async () => {
  const { cookie } = await signedIn();
  const seenAt = async () => {
    const rows = await auth.db
      .select()
      .from(sessions)
      .where(eq(sessions.idHash, hashSecret(cookie)));
    return rows[0]?.seenAt.getTime();
  };
  const started = await seenAt();
  auth.clock.passSeconds(60);
  await findSession(auth, cookie);
  expect(await seenAt()).toBe(started);
  auth.clock.passSeconds(200);
  await findSession(auth, cookie);
  expect(await seenAt()).toBe(auth.now().getTime());
});

test('knows who is signed in where the store only reads', async () => {
  const { grant, cookie } = await signedIn();
  const warn = vi.spyOn(log, 'warn').mockReturnValue();
  auth.clock.passSeconds(1000);
  await auth.db.execute(sql`set default_transaction_read_only = on`);
  expect(await findSession(auth, cookie)).toMatchObject({ grant });
  await auth.db.execute(sql`set default_transaction_read_only = off`);
  expect(warn).toHaveBeenCalledWith(
    { err: expect.any(Error) },
    'could not note that a session is used',
  );
  warn.mockRestore();
});

test('keeps the address a person confirmed', async () => {
  const { cookie } = await signedIn();
  const session = await findSession(auth, cookie);
  const address = {
    value: '81.2.69.142',
    source: 'typed',
    at: '2026-11-23T09:00:00.000Z',
  } as const;
  if (session) await keepAddress(auth, session, address);
  expect((await findSession(auth, cookie))?.address).toEqual(address);
});

test('says that it can keep no address where the store only reads', async () => {
  const { cookie } = await signedIn();
  const session = await findSession(auth, cookie);
  if (!session) throw new Error('no session');
  const warn = vi.spyOn(log, 'warn').mockReturnValue();
  const address = {
    value: '81.2.69.142',
    source: 'typed',
    at: '2026-11-23T09:00:00.000Z',
  } as const;
  await auth.db.execute(sql`set default_transaction_read_only = on`);
  const kept = await keepAddress(auth, session, address);
  await auth.db.execute(sql`set default_transaction_read_only = off`);
  expect(kept).toEqual({ ok: false, error: { code: 'not-recorded' } });
  expect(warn).toHaveBeenCalledOnce();
  warn.mockRestore();
});

test('ends a session and leaves those of others', async () => {
  const [mine, theirs] = [await signedIn(), await signedIn()];
  await endSession(auth.db, mine.cookie);
  expect(await findSession(auth, mine.cookie)).toBeUndefined();
  expect(await findSession(auth, theirs.cookie)).toBeDefined();
});

const signOuts = [
  { what: 'forgets the tokens with the last session', others: 0, keepTokens: false, kept: false },
  { what: 'keeps the tokens for another browser', others: 1, keepTokens: false, kept: true },
  { what: 'keeps the tokens for changes that wait', others: 0, keepTokens: true, kept: true },
];

for (const { what, others, keepTokens, kept } of signOuts) {
  test(`on sign-out ${what}`, async () => {
    const { grant, cookie } = await signedIn();
    for (let i = 0; i < others; i++) await startSession(auth, grant.id);
    await signOut(auth, cookie, { keepTokens });
    expect(await findSession(auth, cookie)).toBeUndefined();
    expect((await readTokens(auth, grant.id)) !== undefined).toBe(kept);
  });
}

test('forgets tokens that no session and no change needs', async () => {
  const [idle, busy] = [await signedIn(), await signedIn()];
  auth.clock.passSeconds(3601);
  const active = await signedIn();
  await forgetUnused(auth, [busy.grant.id]);
  expect(await readTokens(auth, idle.grant.id)).toBeUndefined();
  expect(await readTokens(auth, busy.grant.id)).toBeDefined();
  expect(await readTokens(auth, active.grant.id)).toBeDefined();
  expect(await findSession(auth, active.cookie)).toBeDefined();
});

test('forgets tokens when nothing at all is in use', async () => {
  const { grant } = await signedIn();
  auth.clock.passSeconds(3601);
  await forgetUnused(auth, []);
  expect(await readTokens(auth, grant.id)).toBeUndefined();
});

test('forgets who was here after the days of retention, unless their changes go on', async () => {
  const [gone, busy] = [await signedIn(), await signedIn()];
  const known = async () => (await auth.db.select().from(grants)).map(({ id }) => id);
  auth.clock.passSeconds(90 * 86_400 - 60);
  await forgetUnused(auth, [busy.grant.id]);
  expect(await known()).toEqual(expect.arrayContaining([gone.grant.id, busy.grant.id]));
  auth.clock.passSeconds(120);
  await forgetUnused(auth, [busy.grant.id]);
  expect(await known()).toEqual([busy.grant.id]);
});
