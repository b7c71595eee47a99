import { z } from 'zod';
import { askedBecause, changeStates, sparedBecause, waitCodes } from '#lib/changes/shown/states';
import { type ClusterId, clusterKey } from '#lib/clusters/resource-id';
import { failureSchema } from '#lib/failure';
import { accesses } from '#lib/ranges/access';
import { findingSchema } from '#lib/ranges/finding';
import { intentSchema } from '#lib/ranges/intent';

// All moments in a row are milliseconds since 1970; people see ISO times (`toChange`).

const clusterIdSchema: z.ZodType<ClusterId> = z.object({
  subscriptionId: z.string(),
  resourceGroup: z.string(),
  name: z.string(),
});

/**
 * What somebody asked for. It never changes once recorded. An older release beside this one overlooks fields
 * that it does not know, and drops those of `lifeSchema` when it stores the row: what must not be overlooked,
 * such as a guard, has to be something that it cannot read, such as an intent of its own.
 */
export const askedSchema = z.object({
  grantId: z.string(),
  author: z.object({ name: z.string(), username: z.string() }),
  clusterId: clusterIdSchema,
  /** The directory whose token listed the cluster. */
  tenantId: z.string(),
  intents: z.array(intentSchema).min(1),
  /** Unique per grant: a double click, a reload or a retry records nothing twice. */
  idempotencyKey: z.string().min(1).max(200),
  reason: z.string().max(1000).optional(),
  addressSource: z.enum(['detected', 'typed']).optional(),
  /** The author's own address then; what "own address is no longer admitted" is judged by. */
  ownAddress: z.string().optional(),
  /** For how long what it adds is to stay, from when it was asked for; then another change takes it out. */
  keepForSeconds: z.number().int().positive().optional(),
  /** Of a change that takes out again what another let in for a while: the id of that one. */
  expiryOf: z.string().optional(),
  /** The change only tidies: it must not alter who gets in, or its author is asked. */
  sameAddresses: z.literal(true).optional(),
  /** The cluster as the author saw it when they asked. */
  basedOn: z.object({
    access: z.enum(accesses),
    resourceUid: z.string().optional(),
  }),
});

export type Asked = z.infer<typeof askedSchema>;

/** The last PUT, stored before it is sent, so that a lost answer can be settled by reading. */
const sentSchema = z.object({
  before: z.array(z.string()),
  target: z.array(z.string()),
  eTag: z.string().optional(),
  /** Name and eTag of each node pool: the cluster's own eTag does not move with them. */
  pools: z.array(z.object({ name: z.string(), eTag: z.string().optional() })),
  quoting: z.enum(['bare', 'quoted']),
  /** SHA-256 of the body, hex. */
  bodyHash: z.string(),
  correlationId: z.string(),
  at: z.number(),
  /** Under which the identical body was sent before, where its answer was lost. */
  firstCorrelationId: z.string().optional(),
  /** 2 when the identical body is sent once more after a lost answer. */
  tries: z.number(),
});

export type Sent = z.infer<typeof sentSchema>;

const waitSchema = z.object({
  code: z.enum(waitCodes),
  /** Azure's own word for the operation in the way, such as `Updating`. */
  operation: z.string().optional(),
  since: z.number(),
});

/** What has become of a change so far. */
export const lifeSchema = z.object({
  /**
   * What the worker does with it next: read the cluster and send; settle a PUT without an answer;
   * follow a PUT that was accepted.
   */
  next: z.enum(['read', 'settle', 'follow']),
  /** When its author last said that they want it: the deadline counts from here. */
  wantedSince: z.number(),
  /** The address of its author when they started it again, or agreed to it. */
  comesFrom: z.string().optional(),
  /** Keys of the findings its author has agreed to. */
  confirmations: z.array(z.string()),
  /** Of a change with `expiryOf`: when it begins by itself. */
  startsAt: z.number().optional(),
  /** When the one that it follows is known to have touched the list. */
  countsFrom: z.number().optional(),
  /** Why it did not have to begin. */
  spared: z.enum(sparedBecause).optional(),
  asked: z
    .object({
      because: z.enum(askedBecause),
      /** What a confirmation has to name. */
      keys: z.array(z.string()),
      findings: z.array(findingSchema),
    })
    .optional(),
  /** The claims Azure wants, as JSON text, and (reduced) those that a sign-in has met already. */
  claims: z.string().optional(),
  claimsMet: z.array(z.string()),
  wait: waitSchema.optional(),
  /** How many pauses it has had in a row; the next one is longer for it. */
  pauses: z.number(),
  /** How many times Azure answered 412 because somebody else had written first. */
  merges: z.number(),
  sent: sentSchema.optional(),
  /** When PUTs of this change were sent. */
  puts: z.array(z.number()),
  /** Azure answered 412 to `sent`: the next read tells whether the cluster moved. */
  contested: z.boolean().optional(),
  /** Signed by Azure, and never shown. */
  operationUrl: z.string().optional(),
  operationEnded: z
    .object({
      ended: z.enum(['Succeeded', 'Failed', 'Canceled']),
      failure: failureSchema.optional(),
    })
    .optional(),
  /** Done although its operation was not: a newer one took its place. */
  superseded: z.boolean().optional(),
  resourceUid: z.string().optional(),
  /** The list it was applied to, the list that was sent, and the list read back (or found instead). */
  before: z.array(z.string()).optional(),
  after: z.array(z.string()).optional(),
  landed: z.array(z.string()).optional(),
  /** Everything asked for was so when the cluster was read, and no PUT of it that is known to have landed did it. */
  alreadySo: z.boolean().optional(),
  /** It was, but the operation that made it so, or a later one, had failed: the network may not follow the list. */
  clusterFailed: z.literal(true).optional(),
  failure: failureSchema.optional(),
  acceptedAt: z.number().optional(),
  finishedAt: z.number().optional(),
  readBackAt: z.number().optional(),
  /** When the network should let people in: an estimate until the operation has finished. */
  worksBy: z.number().optional(),
  /** Of the last PUT; also in Azure's activity log. */
  correlationId: z.string().optional(),
});

/** A row of the ledger, with the fields that only the ledger itself may see: see `toChange`. */
export const changeRowSchema = z.object({
  id: z.string(),
  /** Order of arrival. */
  seq: z.number(),
  /** Grows with every transition: the id of an event, and where a stream resumes. */
  version: z.number(),
  /** Lower-cased resource id. */
  clusterKey: z.string(),
  state: z.enum(changeStates),
  stateSince: z.number(),
  createdAt: z.number(),
  /** When it is due, in ms since 1970; without it, now. */
  wakeAt: z.number().optional(),
  /** The batch it is part of, and its place there. */
  batch: z.object({ id: z.string(), place: z.number() }).optional(),
  ...askedSchema.shape,
  ...lifeSchema.shape,
});

export type ChangeRow = z.infer<typeof changeRowSchema>;

/**
 * Changes, and how many more there are that this release cannot read because a newer one has stored
 * them.
 */
export type Legible = { readonly rows: readonly ChangeRow[]; readonly unread: number };

/** The row of a change that was just asked for; the store adds `seq`. */
export function newRow(
  id: string,
  asked: Asked,
  confirmations: readonly string[],
  now: number,
): ChangeRow {
  return {
    ...asked,
    id,
    seq: 0,
    version: 1,
    clusterKey: clusterKey(asked.clusterId),
    state: 'queued',
    stateSince: now,
    createdAt: now,
    next: 'read',
    wantedSince: now,
    confirmations: [...confirmations],
    claimsMet: [],
    pauses: 0,
    merges: 0,
    puts: [],
    resourceUid: asked.basedOn.resourceUid,
  };
}

/** When what it adds is to be taken out again; undefined where that stays. */
export function expiresAt({
  createdAt,
  keepForSeconds,
}: Pick<ChangeRow, 'createdAt' | 'keepForSeconds'>): number | undefined {
  return keepForSeconds === undefined ? undefined : createdAt + keepForSeconds * 1000;
}

/** Where its author comes from, as they said last: dotted IPv4. */
export function ownOf(row: ChangeRow): string | undefined {
  return row.comesFrom ?? row.ownAddress;
}
