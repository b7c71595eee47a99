import { z } from 'zod';
import { storable } from '#lib/storable';

/** What Azure says may hold what no store can keep, or was cut in the middle of a character. */
const text = z.string().overwrite(storable);

const trace = {
  /** Azure's own error code, as it came: `AuthorizationFailed`. */
  azureCode: text.optional(),
  /** Azure's own words. Shown only where they are the only explanation; otherwise for the log. */
  azureMessage: text.optional(),
  /** What to give to support; also in Azure's activity log. */
  correlationId: text.optional(),
};

/** The directory that wants the sign-in, where a token of one was meant. */
const where = { tenantId: text.optional() };

/**
 * Everything that may keep Azure, or us, from doing what was asked. Stored with changes, so it is a
 * schema; the words for people are in `failure-words.ts`.
 */
export const failureSchema = z.discriminatedUnion('code', [
  /** No usable token: the person has to sign in again (401 without claims, dead refresh token). */
  z.object({ code: z.literal('sign-in-needed'), ...where, ...trace }),
  /** 401 with claims: Conditional Access or MFA. `claims` is the decoded JSON text. */
  z.object({ code: z.literal('claims-challenge'), claims: text, ...where, ...trace }),
  /** The same claims came back right after they were met; more of them would be a loop. */
  z.object({ code: z.literal('challenge-repeated'), ...trace }),
  /** 403: this right is missing on this scope (a resource id). */
  z.object({ code: z.literal('not-authorized'), action: text, scope: text, ...trace }),
  /** 403: the right is missing on another resource that the cluster refers to. */
  z.object({
    code: z.literal('linked-not-authorized'),
    action: text,
    linkedScope: text,
    ...trace,
  }),
  /** 403 from Azure Policy. `policies` are display names or ids. */
  z.object({ code: z.literal('policy-denied'), policies: z.array(text), ...trace }),
  /** 409: a ReadOnly lock on these scopes (resource ids). */
  z.object({ code: z.literal('locked'), scopes: z.array(text), ...trace }),
  /** 404 of the cluster, its resource group or its subscription. */
  z.object({
    code: z.literal('not-found'),
    what: z.enum(['cluster', 'resource-group', 'subscription']),
    ...trace,
  }),
  /** 401: the token is of another directory than the subscription's, which may have been transferred. */
  z.object({ code: z.literal('wrong-directory'), ...trace }),
  /** The cluster was deleted and made anew under the same name since the change was asked for. */
  z.object({ code: z.literal('recreated'), ...trace }),
  /** What it was to let in for a while would have to be taken out again by now. */
  z.object({ code: z.literal('time-is-over'), ...trace }),
  /** 409: another operation runs on the cluster. `operation` such as `Updating`, where Azure said it. */
  z.object({ code: z.literal('busy'), operation: text.optional(), ...trace }),
  /** 412: somebody else was faster, more often than we try; `unmoved`: nothing has changed, and yet 412. */
  z.object({
    code: z.literal('precondition-failed'),
    unmoved: z.literal(true).optional(),
    ...trace,
  }),
  /** 429. `retryAfterSeconds` where Azure said it. */
  z.object({ code: z.literal('throttled'), retryAfterSeconds: z.number().optional(), ...trace }),
  z.object({ code: z.literal('subscription-disabled'), ...trace }),
  z.object({ code: z.literal('stopped'), ...trace }),
  z.object({ code: z.literal('private-cluster'), ...trace }),
  z.object({ code: z.literal('basic-load-balancer'), ...trace }),
  /** The list would be longer than AKS takes. */
  z.object({ code: z.literal('too-many-ranges'), limit: z.number(), ...trace }),
  /** Fleet Manager's hub cluster: Azure denies edits. */
  z.object({ code: z.literal('fleet-hub'), ...trace }),
  /** Any other 4xx: Azure objects to something else in this cluster; `reading`: it refused a mere question. */
  z.object({
    code: z.literal('objection'),
    status: z.number(),
    reading: z.literal(true).optional(),
    ...trace,
  }),
  /**
   * Entra gives no token to this console itself: its secret or certificate is wrong or has expired, or the
   * directory does not know its registration. Only its operator can mend that, and it may pass.
   */
  z.object({
    code: z.literal('console-not-accepted'),
    what: z.enum(['credential', 'registration']),
    ...trace,
  }),
  /** 5xx, or an answer nobody can read. */
  z.object({ code: z.literal('azure-error'), status: z.number(), ...trace }),
  /** No answer: name not found, refused, reset, timed out. */
  z.object({ code: z.literal('unreachable'), ...trace }),
  /** An operation that Azure accepted ended Failed or Canceled. */
  z.object({
    code: z.literal('operation-failed'),
    ended: z.enum(['Failed', 'Canceled']),
    ...trace,
  }),
  /** Drawbridge itself only looks (`READ_ONLY`), or may not open clusters (`ALLOW_OPEN`). */
  z.object({
    code: z.literal('switched-off'),
    setting: z.enum(['READ_ONLY', 'ALLOW_OPEN']),
    ...trace,
  }),
  /** Drawbridge's own database takes nothing for now: nothing was recorded. */
  z.object({ code: z.literal('not-recorded'), ...trace }),
  /** The connection to Drawbridge's own database broke while this was being recorded. */
  z.object({ code: z.literal('perhaps-recorded'), ...trace }),
  /** A newer release of Drawbridge has recorded it, and this one cannot read what. */
  z.object({ code: z.literal('newer-release'), ...trace }),
]);

export type Failure = z.infer<typeof failureSchema>;
