import type { z } from 'zod';
import type { JsonObject } from '../json.ts';
import type {
  listRecordSchema,
  OperationPlan,
  operationErrorSchema,
  roleSchema,
  SignInRefusal,
  seedChallengeSchema,
  seedClusterSchema,
  seedDenyAssignmentSchema,
  seedLockSchema,
  seedPolicySchema,
} from '../seed.ts';
import { BySubscription } from './by-subscription.ts';
import { subscriptionIdOf } from './ids.ts';

/** A directory. */
type Tenant = {
  readonly id: string;
  readonly displayName: string;
  readonly defaultDomain: string;
};

/** Somebody who can sign in. `memberships` maps tenant id to object id there; the first is home. */
export type Person = {
  readonly upn: string;
  readonly displayName: string;
  readonly homeTenantId: string;
  readonly memberships: ReadonlyMap<string, string>;
  readonly refusals: readonly SignInRefusal[];
  readonly tokenLifetimeSeconds: number | undefined;
};

/** A role definition in the shape of the permissions API. */
export type Role = {
  /** GUID; of built-in roles only. */
  readonly id?: string;
  readonly name: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
};

/** A role of a person in a scope (a resource id; `/` for all). */
export type RoleAssignment = {
  readonly upn: string;
  readonly role: Role;
  readonly scope: string;
  readonly eligible: boolean;
};

type Scoped<T> = Omit<T, 'scope'> & { readonly scope: string };

/** An ARM lock with its scope. */
export type Lock = Scoped<z.output<typeof seedLockSchema>>;
/** A policy assignment with its scope. */
export type Policy = Scoped<z.output<typeof seedPolicySchema>>;
/** What nobody may do in a scope, whatever their roles. */
type DenyAssignment = z.output<typeof seedDenyAssignmentSchema>;
/** Claims that a scope demands of tokens. */
type Challenge = Scoped<z.output<typeof seedChallengeSchema>>;
/** The error beside an operation's status. */
export type OperationError = z.output<typeof operationErrorSchema>;
/** A role as a seed names it: built in, or defined on the spot. */
export type RoleName = z.output<typeof roleSchema>;

/** A subscription without what has an id of its own (clusters, network resources). */
export type Subscription = {
  readonly id: string;
  readonly displayName: string;
  readonly tenantId: string;
  readonly managedByTenants: readonly string[];
  readonly tags: Readonly<Record<string, string>> | undefined;
  /** By lower-case name. */
  readonly resourceGroups: Map<string, { readonly name: string; readonly location: string }>;
  readOnly: boolean;
  /** Changed by `assignRoles` alone. */
  roles: readonly RoleAssignment[];
  locks: readonly Lock[];
  policies: readonly Policy[];
  denyAssignments: readonly DenyAssignment[];
  challenges: readonly Challenge[];
  operations: OperationPlan | undefined;
  /** What Resource Graph still shows while it lags: cluster bodies by lower-case id. */
  graphSnapshot: ReadonlyMap<string, JsonObject> | undefined;
};

/** Who did something, as `changeAttributes` says it. */
export type Doer = Omit<z.output<typeof listRecordSchema>, 'agoSeconds' | 'before' | 'after'>;

/** That the list of a cluster was changed. `at`: in ms since 1970. */
export type ListRecord = Doer & {
  readonly id: string;
  readonly at: number;
  readonly correlationId: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
};

type SeededCluster = z.output<typeof seedClusterSchema>;

/** A managed cluster as Azure holds it. */
export type Cluster = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  body: JsonObject;
  apiServer: SeededCluster['apiServer'];
  operations: OperationPlan | undefined;
  linkedRights: SeededCluster['linkedRights'];
  showsETag: boolean;
  ifMatch: SeededCluster['ifMatch'];
  resourceGraph: SeededCluster['resourceGraph'];
  readonly maintenanceConfigurations: SeededCluster['maintenanceConfigurations'];
  /** Who changed its list, oldest first. */
  listRecords: readonly ListRecord[];
  recordsListAs: SeededCluster['recordsListAs'];
  /** The operation that runs, if any. */
  operationId: string | undefined;
  /** Names of pools whose `nodeImageVersion` was sent in a PUT: AKS rolls such a pool back. */
  readonly poolRollbacks: string[];
};

/** A long-running operation on a cluster. Times are in milliseconds since 1970. */
export type Operation = {
  readonly id: string;
  readonly clusterId: string;
  readonly kind: 'create' | 'update' | 'delete';
  readonly location: string;
  readonly signature: string;
  readonly startedAt: number;
  plan: OperationPlan;
  polls: number;
  status: 'InProgress' | 'Succeeded' | 'Failed' | 'Canceled';
  endedAt: number | undefined;
};

/** What holds for the world as a whole. */
export type WorldSettings = {
  latencyMs: number;
  clientAddress: string;
  echo: { status: number; text: string } | null;
  tokenLifetimeSeconds: number;
  operations: OperationPlan;
  resourceGraphQuota: boolean;
};

/** Everything this Azure holds. Maps are keyed by lower-case ids, people by lower-case UPN. */
export type World = {
  readonly tenants: Map<string, Tenant>;
  readonly people: Map<string, Person>;
  readonly subscriptions: Map<string, Subscription>;
  /**
   * Roles in the scope `/`, which reach into all subscriptions of the directory: by the subscription
   * that names them, then by lower-case UPN.
   */
  readonly rootRoles: Map<string, ReadonlyMap<string, readonly RoleAssignment[]>>;
  readonly clusters: BySubscription<Cluster>;
  readonly resources: BySubscription<JsonObject>;
  readonly operations: Map<string, Operation>;
  /** Clusters that were deleted and not asked for since; AKS words their first absence itself. */
  readonly justDeleted: Set<string>;
  readonly settings: WorldSettings;
};

/** The directory that every world has, and where people are at home unless said otherwise. */
export const contoso: Tenant = {
  id: '72a1f3c4-5b0e-4d53-9a6c-1f0c2f6a7d10',
  displayName: 'Contoso',
  defaultDomain: 'contoso.onmicrosoft.com',
};

/** The app registration of every world. It may be returned to on loopback alone. */
export const application = {
  clientId: '6f2d8c1e-93b4-4a57-8e0d-d1a4bb1d9e42',
  clientSecret: 'emulator-only-secret',
} as const;

/** Whether a request names it. */
export function isApplication(clientId: string | null): boolean {
  return clientId?.toLowerCase() === application.clientId;
}

/** A world with one directory and nothing else. */
export function emptyWorld(): World {
  return {
    tenants: new Map([[contoso.id, contoso]]),
    people: new Map(),
    subscriptions: new Map(),
    rootRoles: new Map(),
    clusters: new BySubscription(),
    resources: new BySubscription(),
    operations: new Map(),
    justDeleted: new Set(),
    settings: {
      latencyMs: 0,
      clientAddress: '81.2.69.142',
      echo: null,
      tokenLifetimeSeconds: 3600,
      operations: { ends: { afterPolls: 1 }, status: 'Succeeded' },
      resourceGraphQuota: false,
    },
  };
}

/** The subscription that a resource id, or the path of a request, starts with. */
export function subscriptionOf(world: World, path: string): Subscription | undefined {
  return world.subscriptions.get(subscriptionIdOf(path)?.toLowerCase() ?? '');
}
