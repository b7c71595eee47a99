import { z } from 'zod';
import { type Failure, failureSchema } from '#lib/failure';
import type { ChangeState } from './change.ts';

/** What somebody wants to do to many clusters. */
export const batchDraftSchema = z.object({
  view: z.string(),
  clusters: z.array(z.string()),
  add: z.array(z.string()),
  remove: z.array(z.string()),
  sameAddresses: z.literal(true).optional(),
  reason: z.string().max(1000).optional(),
  without: z.array(z.string()).optional(),
});

/** Every state of a batch. `over`: each of its changes has ended. */
export const batchStates = ['draft', 'running', 'stopped', 'over'] as const;

/** What has become of a batch so far. */
export const batchLifeSchema = z.object({
  stopped: z
    .object({
      because: z.enum(['author', 'refusals', 'first', 'late']),
      failure: failureSchema.optional(),
    })
    .optional(),
  /** Ids of changes that ended badly and that its author has gone on after. */
  forgiven: z.array(z.string()),
  /** When its author last set it going. */
  wantedSince: z.number().optional(),
  /** When its author last set it going, something was let go, or it was seen to be at work. */
  movedAt: z.number().optional(),
  /** Where its author came from when they last set it going; dotted. */
  comesFrom: z.string().optional(),
});

const batchRowSchema = z.object({
  id: z.string(),
  grantId: z.string(),
  version: z.number(),
  state: z.enum(batchStates),
  createdAt: z.number(),
  startedAt: z.number().optional(),
  draft: batchDraftSchema,
  ...batchLifeSchema.shape,
});

/** One row of the table of batches. Moments are milliseconds since 1970. */
export type BatchRow = z.infer<typeof batchRowSchema>;

/** A batch in a list, without its clusters: a draft may name ten thousand. */
export type ListedBatch = Omit<BatchRow, 'draft'> & {
  readonly draft: Omit<BatchRow['draft'], 'clusters'>;
};

/** Where a batch stands at one of its places: what the newest change there has come to. */
export type BatchPlace = {
  readonly id: string;
  readonly place: number;
  readonly state: ChangeState;
  readonly failure?: Failure | undefined;
};
