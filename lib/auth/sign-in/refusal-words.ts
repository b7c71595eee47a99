import type { SignInRefusalCode } from '#lib/auth/entra/refusal';

/** A refusal for people: what happened, what to do, and who can do it. */
type RefusalWords = {
  readonly title: string;
  readonly text: string;
  readonly whoCanFix:
    | 'You'
    | 'An administrator of your directory'
    | 'Whoever runs this console'
    | 'Microsoft';
};

const administrator = 'An administrator of your directory';
const operator = 'Whoever runs this console';

const words: Readonly<Record<SignInRefusalCode, RefusalWords>> = {
  cancelled: {
    title: 'You did not sign in',
    text: 'The sign-in was cancelled or declined. Nothing has happened; sign in again when you want to.',
    whoCanFix: 'You',
  },
  'consent-needed': {
    title: 'This console needs consent',
    text: 'Nobody has allowed this console to act for people in your directory yet. Ask an administrator to grant consent for it; the permission is Azure Service Management, user_impersonation.',
    whoCanFix: administrator,
  },
  'not-assigned': {
    title: 'You are not assigned to this console',
    text: 'Your directory lets only assigned people use it. Ask an administrator to assign you, or a group you are in, to its enterprise application.',
    whoCanFix: administrator,
  },
  'blocked-by-policy': {
    title: 'A policy of your directory blocks this sign-in',
    text: 'Conditional Access refuses it, for instance because of this device, network or place. Try from a device or network that your organisation manages, or give the ids below to an administrator.',
    whoCanFix: administrator,
  },
  'more-proof-needed': {
    title: 'Your sign-in was not completed',
    text: 'Microsoft Entra wants another step, such as multi-factor authentication. Sign in again and complete it.',
    whoCanFix: 'You',
  },
  'no-such-account': {
    title: 'That directory does not know this account',
    text: 'Sign in with another account, or ask an administrator of the directory to invite this one as a guest.',
    whoCanFix: 'You',
  },
  'someone-else': {
    title: 'You signed in as somebody else',
    text: 'This sign-in was to prove again who you are. Sign in once more, with the account you use here.',
    whoCanFix: 'You',
  },
  'account-unusable': {
    title: 'This account cannot sign in',
    text: 'It is disabled or locked, or its password has expired. Sign in to another Microsoft page to see which, or ask an administrator.',
    whoCanFix: administrator,
  },
  'console-not-accepted': {
    title: 'Microsoft Entra does not accept this console',
    text: 'Its registration is wrong or has expired: the application id, its secret or certificate, or the redirect address; or its server’s clock is wrong. Give the ids below to whoever runs it.',
    whoCanFix: operator,
  },
  unavailable: {
    title: 'Microsoft Entra cannot be reached',
    text: 'It did not answer, or answered that it is unavailable. Wait a minute and sign in again.',
    whoCanFix: 'Microsoft',
  },
  expired: {
    title: 'This sign-in has expired',
    text: 'It took longer than ten minutes, was used before, or began in another browser. Sign in again.',
    whoCanFix: 'You',
  },
  unknown: {
    title: 'Microsoft Entra refused the sign-in',
    text: 'It gave a reason that this console does not know. Sign in again; if that does not help, give the ids below to an administrator of your directory.',
    whoCanFix: administrator,
  },
};

/** What to show for a refusal. */
export function refusalWords(code: SignInRefusalCode): RefusalWords {
  return words[code];
}
