import { z } from 'zod';
import { jsonObjectSchema, jsonValueSchema } from './json.ts';
import {
  claimsChallengeSchema,
  graphTreatmentSchema,
  guidSchema,
  listRecordSchema,
  operationErrorSchema,
  operationPlanSchema,
  seedChallengeSchema,
  seedClusterSchema,
  seedLockSchema,
  seedPolicySchema,
  seedRoleSchema,
  signInRefusalSchema,
} from './seed.ts';

/**
 * What a test says to a running emulator, and what it hears back. Everything under `/_emulator/`
 * speaks these shapes and those of `seed.ts`; README.md has the routes.
 */

/** `PATCH /_emulator/cluster?id=`: somebody edits elsewhere. Everything but `pool` moves the eTag. */
export const clusterEditSchema = z.object({
  authorizedIPRanges: z.array(z.string()).optional(),
  /** RFC 7386 merge patch on `properties`. */
  properties: jsonObjectSchema.optional(),
  tags: z.record(z.string(), z.string()).optional(),
  /** Merge patch on one agent pool: moves that pool's eTag and not the cluster's. */
  pool: z.object({ name: z.string(), patch: jsonObjectSchema }).optional(),
  /** A new `resourceUID` and eTag, as after deleting and making it again. */
  recreated: z.boolean().optional(),
  apiServer: seedClusterSchema.shape.apiServer.unwrap().optional(),
  linkedRights: seedClusterSchema.shape.linkedRights.unwrap().optional(),
  showsETag: z.boolean().optional(),
  ifMatch: seedClusterSchema.shape.ifMatch.unwrap().optional(),
  operations: operationPlanSchema.optional(),
  resourceGraph: graphTreatmentSchema.optional(),
  recordsListAs: seedClusterSchema.shape.recordsListAs.unwrap().optional(),
  /** Who edits, as Resource Graph tells it of a list. */
  by: listRecordSchema.pick({ changedBy: true, changedByType: true, clientType: true }).optional(),
});
export type ClusterEdit = z.input<typeof clusterEditSchema>;

/** `PATCH /_emulator/subscription?id=`. Lists given replace the lists that were there. */
export const subscriptionEditSchema = z
  .object({
    readOnly: z.boolean(),
    roles: z.array(seedRoleSchema),
    locks: z.array(seedLockSchema),
    policies: z.array(seedPolicySchema),
    challenges: z.array(seedChallengeSchema),
    operations: operationPlanSchema,
    resourceGraphLags: z.boolean(),
  })
  .partial();
export type SubscriptionEdit = z.input<typeof subscriptionEditSchema>;

/** `PATCH /_emulator/person?upn=`: how Entra treats somebody from now on. */
export const personEditSchema = z
  .object({ refusals: z.array(signInRefusalSchema), tokenLifetimeSeconds: z.number() })
  .partial();
export type PersonEdit = z.input<typeof personEditSchema>;

/** What a fault does to a request that matches. */
const faultActionSchema = z.union([
  z.object({
    answer: z.object({
      status: z.number().int(),
      headers: z.record(z.string(), z.string()).default({}),
      /** A string is sent as it is, anything else as JSON. */
      body: jsonValueSchema.optional(),
      /** Instead of Azure looking at the request, or instead of the answer of what it did. */
      when: z.enum(['before', 'after']).default('before'),
    }),
  }),
  /** Waits until released, then goes on: before Azure looks at it, or after Azure has acted. */
  z.object({ hold: z.enum(['before', 'after']) }),
  /** The connection breaks: before Azure looks at the request, or after Azure has acted on it. */
  z.object({ reset: z.enum(['before', 'after']) }),
  claimsChallengeSchema,
]);

const pattern = z.string().refine((text) => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}, 'expected a regular expression');

/** `POST /_emulator/faults`. All given conditions must hold; `path` and `body` are regexes. */
export const faultSchema = z.object({
  match: z.object({
    method: z.string().optional(),
    /** Tested against path and query as sent, without regard to case. */
    path: pattern.optional(),
    operator: z.string().optional(),
    /** The directory whose token is used. */
    tenantId: guidSchema.optional(),
    subscription: guidSchema.optional(),
    body: pattern.optional(),
  }),
  /** How many requests it strikes; all when absent. */
  times: z.number().int().min(1).optional(),
  /** How many matching requests pass first. */
  skip: z.number().int().min(0).default(0),
  do: faultActionSchema,
});
export type Fault = z.input<typeof faultSchema>;

/**
 * `POST /_emulator/faults/{id}/release`. Held before Azure saw it, a `lost` request never gets
 * there; held after, only its answer is lost.
 */
export const releaseSchema = z.object({ outcome: z.enum(['go-on', 'lost']).default('go-on') });
export type Release = z.input<typeof releaseSchema>;

/** A fault as the emulator lists it. */
export const faultStateSchema = z.object({
  id: z.string(),
  struck: z.number(),
  /** Requests that wait now. */
  held: z.number(),
});
export type FaultState = z.infer<typeof faultStateSchema>;

/** `POST /_emulator/settings`: of the world as a whole; e2e tests that share a world leave them. */
export const settingsSchema = z
  .object({
    /** Before every answer of ARM and Resource Graph. */
    latencyMs: z.number().int().min(0),
    /** Who the browser is to `/echo/ip` and to the API servers. */
    clientAddress: z.string(),
    /** What `/echo/ip` answers instead: a status and a text. */
    echo: z.object({ status: z.number().int(), text: z.string() }).nullable(),
    tokenLifetimeSeconds: z.number().int(),
    operations: operationPlanSchema,
    /** Resource Graph's 15 requests in 5 seconds for one person. */
    resourceGraphQuota: z.boolean(),
  })
  .partial();
export type Settings = z.input<typeof settingsSchema>;

/** One request as the emulator saw it; `authorization` is replaced by `operator` and `tenantId`. */
export const loggedRequestSchema = z.object({
  number: z.number(),
  at: z.string(),
  surface: z.enum(['entra', 'arm', 'resource-graph', 'other']),
  method: z.string(),
  path: z.string(),
  query: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  /** 0 when the connection broke or nothing has been answered yet. */
  status: z.number(),
  responseHeaders: z.record(z.string(), z.string()),
  responseBody: z.string(),
  operator: z.string().optional(),
  tenantId: z.string().optional(),
  /** ARM's `x-ms-correlation-request-id` of the answer. */
  correlationId: z.string(),
});
export type LoggedRequest = z.infer<typeof loggedRequestSchema>;

/** `GET /_emulator/counts`: how many requests the log holds of each surface. */
export const requestCountsSchema = z
  .object({ entra: z.number(), arm: z.number(), 'resource-graph': z.number(), other: z.number() })
  .partial();
export type RequestCounts = z.infer<typeof requestCountsSchema>;

/** `GET /_emulator/operations?id=`: the operations on one cluster, oldest first. */
export const operationStateSchema = z.object({
  id: z.string(),
  clusterId: z.string(),
  status: z.enum(['InProgress', 'Succeeded', 'Failed', 'Canceled']),
  polls: z.number(),
  startTime: z.string(),
  endTime: z.string().optional(),
});
export type OperationState = z.infer<typeof operationStateSchema>;

/** `POST /_emulator/operations/{id}/finish`. */
export const finishSchema = z.object({
  status: z.enum(['Succeeded', 'Failed', 'Canceled']).default('Succeeded'),
  error: operationErrorSchema.optional(),
});
export type Finish = z.input<typeof finishSchema>;

/** `POST /_emulator/tokens`: an access token without a browser, for tests of what lies behind one. */
export const tokenRequestSchema = z.object({
  person: z.string(),
  /** The home directory when absent. */
  tenantId: guidSchema.optional(),
  /** `acrs` values the token carries. */
  acrs: z.array(z.string()).default([]),
  lifetimeSeconds: z.number().int().optional(),
  audience: z.string().optional(),
});
export type TokenRequest = z.input<typeof tokenRequestSchema>;
