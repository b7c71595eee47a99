import type { Failure } from './failure.ts';
import { type FailureWords, fixedFailureWords } from './fixed-failure-words.ts';

// The words for what stands between this console and its tokens.

type Of<Code extends Failure['code']> = Extract<Failure, { code: Code }>;

/**
 * The words for `sign-in-needed`. A token is renewed five minutes before its end: where Azure says that one
 * has expired, the clock of this console may be wrong.
 */
export function signInWords({ azureCode }: Of<'sign-in-needed'>): FailureWords {
  const words = fixedFailureWords['sign-in-needed'];
  if (azureCode?.toLowerCase() !== 'expiredauthenticationtoken') return words;
  return {
    ...words,
    text: "Azure takes your sign-in for expired, though by this console's clock it is not. If this comes back, tell whoever runs this console that its clock may be wrong.",
  };
}

/** The words for `console-not-accepted`, when Entra gives this console no token for anybody. */
export function consoleWords({ what, azureCode }: Of<'console-not-accepted'>): FailureWords {
  if (azureCode === 'AADSTS700016') {
    return {
      title: 'This directory does not know this console',
      text: 'Nobody there has consented to it, or it is registered for another directory alone. It is not about your sign-in.',
      todo: 'If its clusters belong here, tell whoever runs this console: it has to be registered for several directories, and an administrator of this one has to consent.',
    };
  }
  if (azureCode === 'AADSTS700024') {
    return {
      title: "This console's proof of itself is out of its time",
      text: "Microsoft Entra finds it not yet, or no longer, valid: this console's clock is wrong by minutes, or the token file that it was given is old. It is not about your sign-in.",
      todo: 'Tell whoever runs this console: they have to set its clock, or renew that file. Changes that wait go on by themselves after that.',
    };
  }
  if (what === 'credential') {
    return {
      title: "This console's own credential no longer works",
      text: 'Microsoft Entra does not take the secret or certificate by which this console proves itself, and gives it no token for anybody. It is not about your sign-in.',
      todo: 'Tell whoever runs this console: they have to renew it. Changes that wait go on by themselves after that.',
    };
  }
  return {
    title: 'Microsoft Entra does not accept this console',
    text: 'The directory does not know the application that this console is, or does not let it in. It is not about your sign-in.',
    todo: 'Tell whoever runs this console: they have to look at its registration in this directory.',
  };
}
