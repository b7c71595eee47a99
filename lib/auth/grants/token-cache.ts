import { z } from 'zod';

/**
 * What MSAL's cache is as text: sections (Account, IdToken, AccessToken, RefreshToken, AppMetadata) of
 * entries. An entry's key holds account, directory and scopes, so two directories share none but the
 * refresh token.
 */
const cacheSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
type Cache = z.infer<typeof cacheSchema>;

/** A cache with nothing in it. */
export const emptyCache = '{}';

/** What a new sign-in brought, over what was kept: the person has just satisfied whatever Entra asked. */
export function addSignIn(kept: string, signIn: string): string {
  const [under, over] = [parse(kept), parse(signIn)];
  return format(eachSection([under, over], (name) => ({ ...under[name], ...over[name] })));
}

/**
 * What a silent renewal changed between `base` and `renewed`, on top of what others have kept
 * meanwhile. Where both changed the same entry the others win: theirs may have come from a sign-in with
 * MFA, and losing ours costs one more renewal.
 */
export function addRenewal(base: string, renewed: string, kept: string): string {
  const [from, to, theirs] = [parse(base), parse(renewed), parse(kept)];
  return format(
    eachSection([from, to, theirs], (name) =>
      mergeSection(from[name] ?? {}, to[name] ?? {}, theirs[name] ?? {}),
    ),
  );
}

type Section = Record<string, unknown>;

function mergeSection(from: Section, to: Section, theirs: Section): Section {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(to)]);
  const merged = [...keys].flatMap((key) => {
    const untouched = JSON.stringify(theirs[key]) === JSON.stringify(from[key]);
    const entry = untouched ? to[key] : theirs[key];
    return entry === undefined ? [] : [[key, entry] as const];
  });
  return Object.fromEntries(merged);
}

function eachSection(caches: readonly Cache[], merge: (name: string) => Section): Cache {
  const names = new Set(caches.flatMap((cache) => Object.keys(cache)));
  return Object.fromEntries([...names].map((name) => [name, merge(name)]));
}

function parse(text: string): Cache {
  return cacheSchema.parse(JSON.parse(text));
}

function format(cache: Cache): string {
  return JSON.stringify(cache);
}
