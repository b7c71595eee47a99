import { z } from 'zod';
import { jsonObjectSchema } from './json.ts';

/** The words in which a test or the demo tells the emulator what its Azure holds. */

/** A GUID in any case. */
export const guidSchema = z.guid('expected a GUID');
const resourceId = z.string().startsWith('/');

/** What an operation's status address may say about its error, as AKS does. */
export const operationErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  details: z.array(jsonObjectSchema).optional(),
});

/**
 * When and how an operation ends. `afterPolls: n` answers InProgress n times, then ends; reading
 * the cluster counts as a poll, for those who lost the operation's address.
 */
export const operationPlanSchema = z.object({
  ends: z.union([
    z.enum(['at-once', 'when-told', 'never']),
    z.object({ afterPolls: z.number().int().min(0) }),
    z.object({ afterMs: z.number().int().min(0) }),
  ]),
  status: z.enum(['Succeeded', 'Failed', 'Canceled']).default('Succeeded'),
  /** Shown once it has ended; AKS also shows one beside Succeeded. */
  error: operationErrorSchema.optional(),
  /** Shown while InProgress, which AKS does without meaning it. */
  errorWhileInProgress: operationErrorSchema.optional(),
  /** What the cluster says then, where a newer operation had the last word; else the status. */
  leaves: z.enum(['Succeeded', 'Failed', 'Canceled']).optional(),
});
export type OperationPlan = z.infer<typeof operationPlanSchema>;

/** A directory. `displayName` is what `GET /tenants` says. */
export const seedTenantSchema = z.object({
  id: guidSchema.optional(),
  displayName: z.string(),
  /** Default: the display name in lower case, `.onmicrosoft.com`. */
  defaultDomain: z.string().optional(),
});
export type SeedTenant = z.input<typeof seedTenantSchema>;

/** Why Entra sends a person away. `aadsts` is the number in AADSTS50105. */
export const signInRefusalSchema = z.object({
  /** Only in this directory; in every one when absent. */
  tenantId: guidSchema.optional(),
  /** `silent` is a refresh token redeemed, `interactive` a browser sign-in. */
  when: z.enum(['interactive', 'silent', 'both']).default('both'),
  error: z.enum([
    'access_denied',
    'consent_required',
    'interaction_required',
    // This one and `unauthorized_client` are about the application; said when a token is asked for.
    'invalid_client',
    'invalid_grant',
    'login_required',
    'server_error',
    'temporarily_unavailable',
    'unauthorized_client',
  ]),
  aadsts: z.number().int().optional(),
  description: z.string().optional(),
  /** The claims that a silent refusal asks for: JSON text as Entra sends it. */
  claims: z.string().optional(),
});
export type SignInRefusal = z.infer<typeof signInRefusalSchema>;

/** Somebody who can sign in. `upn` names them everywhere in the control plane. */
export const seedPersonSchema = z.object({
  /** Object id in the home directory. */
  id: guidSchema.optional(),
  upn: z.string(),
  displayName: z.string(),
  /** Home directory; Contoso, which every world has, when absent. */
  tenantId: guidSchema.optional(),
  /** Directories where they are a guest, with another object id there. */
  guestIn: z.array(z.object({ tenantId: guidSchema, id: guidSchema.optional() })).default([]),
  refusals: z.array(signInRefusalSchema).default([]),
  /** How long this person's access tokens live, in seconds; the world's setting when absent. */
  tokenLifetimeSeconds: z.number().optional(),
});
export type SeedPerson = z.input<typeof seedPersonSchema>;

/** Role names that need no definition; or a definition of one's own. */
export const roleSchema = z.union([
  z.enum([
    'Owner',
    'Contributor',
    'Reader',
    'Azure Kubernetes Service Contributor Role',
    'Azure Kubernetes Service Cluster User Role',
  ]),
  z.object({
    name: z.string(),
    actions: z.array(z.string()),
    notActions: z.array(z.string()).default([]),
  }),
]);

/** A role of a person. Scope: the subscription when absent; `/` is every subscription there is. */
export const seedRoleSchema = z.object({
  person: z.string(),
  role: roleSchema,
  scope: resourceId.optional(),
  /** PIM: eligible, not active; gives no right, but is listed as an eligibility. */
  eligible: z.boolean().default(false),
});
export type SeedRole = z.input<typeof seedRoleSchema>;

/** What ARM demands of a token before it acts in this scope (CAE, Conditional Access, MFA). */
export const claimsChallengeSchema = z.object({
  /** Claims request, `{access_token: {acrs: {essential: true, values: ['p1']}}}`. */
  claims: jsonObjectSchema,
  spelling: z.enum(['insufficient_claims', 'invalid_token']).default('insufficient_claims'),
  encoding: z.enum(['base64', 'base64url', 'unpadded']).default('base64'),
  description: z.string().optional(),
  /** Of the error in the body. */
  code: z.string().default('AuthenticationFailed'),
});
export type ClaimsChallenge = z.input<typeof claimsChallengeSchema>;

/** A demand that holds until a token satisfies it. */
export const seedChallengeSchema = claimsChallengeSchema.extend({
  scope: resourceId.optional(),
  on: z.enum(['write', 'every-request']).default('write'),
});

/** An ARM lock. */
export const seedLockSchema = z.object({
  name: z.string().default('do-not-touch'),
  level: z.enum(['ReadOnly', 'CanNotDelete']),
  scope: resourceId.optional(),
  notes: z.string().optional(),
});

/** An Azure Policy assignment that judges whole clusters. */
export const seedPolicySchema = z.object({
  name: z.string(),
  displayName: z.string().optional(),
  scope: resourceId.optional(),
  effect: z.discriminatedUnion('do', [
    z.object({ do: z.literal('deny') }),
    /** Merged into the body of a PUT before it lands (merge patch). */
    z.object({ do: z.literal('modify'), patch: jsonObjectSchema }),
  ]),
});

/** A deny assignment, as Fleet Manager puts on its hub clusters. */
export const seedDenyAssignmentSchema = z.object({
  name: z.string(),
  scope: resourceId,
  actions: z.array(z.string()),
  notActions: z.array(z.string()).default([]),
});

/** How Resource Graph treats a cluster: its whole row, or a row without `properties`. */
export const graphTreatmentSchema = z.enum(['complete', 'omits-properties']);

/** That somebody changed a cluster's list, as Resource Graph's table `resourcechanges` tells it. */
export const listRecordSchema = z.object({
  agoSeconds: z.number().min(0),
  /** A user principal name, the object id of an application, or `System`. */
  changedBy: z.string(),
  changedByType: z.enum(['User', 'Application', 'System', 'Unknown']).default('User'),
  /** A name such as `Azure CLI`, an application id, or `Unknown`. */
  clientType: z.string().default('Unknown'),
  before: z.array(z.string()),
  after: z.array(z.string()),
});

/** One managed cluster. `body` is what Azure holds, verbatim; `buildCluster` makes realistic ones. */
export const seedClusterSchema = z.object({
  body: jsonObjectSchema,
  /** Overrides what its list says about the world's client address at its API server. */
  apiServer: z.enum(['by-list', 'admits', 'silent', 'refuses']).default('by-list'),
  /** How operations on it go; the subscription's or the world's plan when absent. */
  operations: operationPlanSchema.optional(),
  /** An operation that runs when the world starts. */
  running: operationPlanSchema.optional(),
  /** Rights on other scopes that a PUT needs besides `managedClusters/write`. */
  linkedRights: z.array(z.object({ action: z.string(), scope: resourceId })).default([]),
  /** Older AKS releases compared If-Match but left the eTag out of their answers. */
  showsETag: z.boolean().default(true),
  /** How the eTag must be written in If-Match; Azure's documentation shows it bare. */
  ifMatch: z.enum(['either', 'bare', 'quoted']).default('either'),
  resourceGraph: graphTreatmentSchema.default('complete'),
  /** When AKS may upgrade it by itself: `properties` as Azure has them, by name. */
  maintenanceConfigurations: z.record(z.string(), jsonObjectSchema).default({}),
  /** What Resource Graph tells of its list before the world starts, oldest first. */
  listRecords: z.array(listRecordSchema).default([]),
  /** How Resource Graph names what has changed in its list. */
  recordsListAs: z.enum(['elements', 'list', 'profile', 'truncated']).default('elements'),
});
export type SeedCluster = z.input<typeof seedClusterSchema>;

/** A subscription and all that lives in it. */
export const seedSubscriptionSchema = z.object({
  id: guidSchema.optional(),
  displayName: z.string(),
  tenantId: guidSchema.optional(),
  /** Directories that manage it through Lighthouse: their tokens list it and are accepted. */
  managedByTenants: z.array(guidSchema).default([]),
  /** Refuses writes with ReadOnlyDisabledSubscription. */
  readOnly: z.boolean().default(false),
  tags: z.record(z.string(), z.string()).optional(),
  /** Groups that nothing else names; the groups of clusters and resources exist by themselves. */
  resourceGroups: z
    .array(z.object({ name: z.string(), location: z.string().default('westeurope') }))
    .default([]),
  clusters: z.array(seedClusterSchema).default([]),
  /** Network resources as ARM shows them: public IPs, prefixes, NAT gateways, networks, IP groups. */
  resources: z.array(jsonObjectSchema).default([]),
  roles: z.array(seedRoleSchema).default([]),
  locks: z.array(seedLockSchema).default([]),
  policies: z.array(seedPolicySchema).default([]),
  denyAssignments: z.array(seedDenyAssignmentSchema).default([]),
  challenges: z.array(seedChallengeSchema).default([]),
  operations: operationPlanSchema.optional(),
  /** Resource Graph keeps showing what it knows now, until told otherwise. */
  resourceGraphLags: z.boolean().default(false),
});
export type SeedSubscription = z.input<typeof seedSubscriptionSchema>;

/** `POST /_emulator/seed`: merged into the world; the same id or UPN replaces what was there. */
export const seedSchema = z.object({
  tenants: z.array(seedTenantSchema).default([]),
  people: z.array(seedPersonSchema).default([]),
  subscriptions: z.array(seedSubscriptionSchema).default([]),
});
export type Seed = z.input<typeof seedSchema>;

/** The ids of what a seed made, in the seed's order. */
export const seededSchema = z.object({
  tenants: z.array(z.object({ id: z.string(), displayName: z.string() })),
  people: z.array(z.object({ id: z.string(), upn: z.string(), tenantId: z.string() })),
  subscriptions: z.array(
    z.object({ id: z.string(), displayName: z.string(), clusters: z.array(z.string()) }),
  ),
});
export type Seeded = z.infer<typeof seededSchema>;
