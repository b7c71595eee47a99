import { z } from 'zod';
import type { AuthContext } from '#lib/auth/context';
import { signInPath } from '#lib/auth/paths';
import type { Session } from '#lib/auth/session';
import type { SignInRequest } from './start.ts';

const againSchema = z.object({
  returnTo: z.string(),
  claims: z.string().optional(),
  loginHint: z.string().optional(),
  tenantId: z.string().optional(),
  forGrantId: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
});

/** How long such a link works. Claims age: Azure asks again when they are still wanted. */
const lifetimeMs = 60 * 60 * 1000;
const purpose = 'sign in again';

/** Why a person must sign in again: what Azure asked for, in which directory, and where to go after. */
type AgainRequest = {
  readonly returnTo: string;
  readonly claims?: string | undefined;
  readonly tenantId?: string | undefined;
};

/**
 * The address that renews a person's sign-in. What Azure asked for travels sealed: in the open it would
 * end up in histories and logs, and anybody could make people satisfy claims of their choice.
 */
export function signInAgainPath(
  { sealer, now }: Pick<AuthContext, 'sealer' | 'now'>,
  { grant, person }: Pick<Session, 'grant' | 'person'>,
  request: AgainRequest,
): string {
  const asked: z.infer<typeof againSchema> = {
    ...request,
    // Whoever has no user name goes by an id, which nobody signs in with.
    loginHint: person.username.includes('@') ? person.username : undefined,
    forGrantId: grant.id,
    at: now().getTime(),
  };
  return `${signInPath}?again=${sealer.seal(purpose, JSON.stringify(asked))}`;
}

/** What such a link asked for; undefined when it is old or not ours. */
export function openAgain(
  { sealer, now }: Pick<AuthContext, 'sealer' | 'now'>,
  sealed: string,
): SignInRequest | undefined {
  const opened = sealer.open(purpose, sealed);
  if (!opened.ok) return undefined;
  const { at, ...request } = againSchema.parse(JSON.parse(opened.value));
  return now().getTime() - at > lifetimeMs ? undefined : request;
}
