import 'server-only';
import { currentSession, pagePath } from '#lib/auth/next';
import { signInTo } from '#lib/auth/paths';
import type { Session } from '#lib/auth/session';
import type { FormRefusal } from '#lib/changes/shown/form-state';
import { textsIn } from '#lib/changes/shown/form-text';
import { err, ok, type Result } from '#lib/result';

/**
 * Who sends a form: whoever it was made for, if it says so (`grant`). The refusal lets a form keep what
 * was typed into it, which a page that leads to a sign-in would not.
 */
export async function senderOf(form: FormData): Promise<Result<Session, FormRefusal>> {
  const session = await currentSession();
  if (!session) return err({ ...signedOut, signInPath: signInTo(await pagePath()) });
  const [madeFor] = textsIn(form, 'grant');
  if (madeFor === undefined || madeFor === session.grant.id) return ok(session);
  return err({
    title: `You are signed in as ${session.person.username} now`,
    text: 'This page was made for the account that you were signed in with before. Nothing was sent.',
    todo: 'Open the page again to go on with this account, or sign in with the other one and press again.',
  });
}

const signedOut = {
  title: 'You are signed out',
  text: 'Your session has ended. Nothing was sent, and what you typed is still here.',
  todo: 'Sign in in a new tab, then press again here.',
};
