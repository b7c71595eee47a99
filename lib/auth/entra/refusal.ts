import { AuthError } from '@azure/msal-node';
import { z } from 'zod';
import { refusedPath } from '#lib/auth/paths';
import type { Sealer } from '#lib/auth/sealer';
import { readEntraTrace } from './entra-error.ts';

const refusalCodes = [
  /** The person closed the page or declined. */
  'cancelled',
  /** Nobody has allowed this app to act for people in that directory. */
  'consent-needed',
  /** The app admits only people who are assigned to it. */
  'not-assigned',
  /** Conditional Access: device, place, network. */
  'blocked-by-policy',
  /** MFA or another step was not done. */
  'more-proof-needed',
  /** The directory does not know this account. */
  'no-such-account',
  /** Somebody else's sign-in was to be renewed, in a directory where strangers do not sign in. */
  'someone-else',
  /** Disabled, locked, password expired. */
  'account-unusable',
  /** Entra does not accept this console: wrong id, secret, redirect address. */
  'console-not-accepted',
  /** Entra is down or cannot be reached. */
  'unavailable',
  /** Another browser, an old tab, a link from elsewhere, or used before. */
  'expired',
  'unknown',
] as const;

const refusalSchema = z.object({
  code: z.enum(refusalCodes),
  aadsts: z.string().optional(),
  traceId: z.string().optional(),
  correlationId: z.string().optional(),
  /** Where the person wanted to go, so that trying again leads there. */
  returnTo: z.string().optional(),
});

/** Why a sign-in ended without a session. The words are in `refusal-words.ts`. */
export type SignInRefusal = z.infer<typeof refusalSchema>;
export type SignInRefusalCode = SignInRefusal['code'];

/**
 * Source: learn.microsoft.com/entra/identity-platform/reference-error-codes. Consent 65001, 90093 to
 * 90095; declined 65004; assignment 50105; Conditional Access 53000 to 53011, 530032 and so on; no such
 * federated credential 70021 and 700211 to 7002138; registered as a single-page or a public application
 * 9002327 and 700025.
 */
const byNumber: readonly (readonly [RegExp, SignInRefusalCode])[] = [
  [/^AADSTS(65001|9009[345]|900941)$/, 'consent-needed'],
  [/^AADSTS65004$/, 'cancelled'],
  [/^AADSTS50105$/, 'not-assigned'],
  [/^AADSTS(5300\d|5301\d|5300\d\d|5301\d\d|50097|50131|50158)$/, 'blocked-by-policy'],
  [/^AADSTS(50058|50072|50074|50076|50078|50079|50125|16000|16001)$/, 'more-proof-needed'],
  [/^AADSTS(50020|50034|51004|90072|500212|50178)$/, 'no-such-account'],
  [/^AADSTS(50053|50055|50057|50126|50144)$/, 'account-unusable'],
  [
    /^AADSTS(50011|50194|90002|90023|700016|70001|70002|7000112|70021\d{0,2}|7000215|7000218|7000222|7000229|70002[57]|9002327)$/,
    'console-not-accepted',
  ],
  [/^AADSTS(90033|90024|90025|50000|90006)$/, 'unavailable'],
  [/^AADSTS(54005|70008|70000|9002313)$/, 'expired'],
];

const byOauthError: Readonly<Record<string, SignInRefusalCode>> = {
  access_denied: 'cancelled',
  consent_required: 'consent-needed',
  interaction_required: 'more-proof-needed',
  login_required: 'more-proof-needed',
  server_error: 'unavailable',
  temporarily_unavailable: 'unavailable',
  invalid_client: 'console-not-accepted',
  unauthorized_client: 'console-not-accepted',
  invalid_grant: 'expired',
  network_error: 'unavailable',
};

/** Reads what Entra, or MSAL, gave as the reason. Only ids are taken from the description. */
export function readSignInRefusal(error: string, description: string): SignInRefusal {
  const trace = readEntraTrace(description);
  const numbered = byNumber.find(([pattern]) => pattern.test(trace.aadsts ?? ''))?.[1];
  return { code: numbered ?? fromName(error, trace.aadsts) ?? 'unknown', ...trace };
}

/** `access_denied` alone is a person who closed the page; with a number that is not known, anything. */
function fromName(error: string, aadsts: string | undefined): SignInRefusalCode | undefined {
  if (error === 'access_denied' && aadsts !== undefined) return undefined;
  return Object.hasOwn(byOauthError, error) ? byOauthError[error] : undefined;
}

/** The same for an exception of MSAL; throws again what is not MSAL's. */
export function readThrownRefusal(error: unknown): SignInRefusal {
  if (error instanceof AuthError) return readSignInRefusal(error.errorCode, error.errorMessage);
  throw error;
}

const purpose = 'sign-in refusal';

/** The address of the page that explains a refusal. Sealed, so that nobody can word a page of ours. */
export function refusalPath(sealer: Sealer, refusal: SignInRefusal): string {
  return `${refusedPath}?why=${sealer.seal(purpose, JSON.stringify(refusal))}`;
}

/** The refusal in the page's `why`; anything unreadable is an expired sign-in. */
export function openRefusal(sealer: Sealer, why: string | undefined): SignInRefusal {
  const opened = sealer.open(purpose, why ?? '');
  return opened.ok ? refusalSchema.parse(JSON.parse(opened.value)) : { code: 'expired' };
}
