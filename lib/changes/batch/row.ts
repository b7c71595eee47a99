import { z } from 'zod';
import type { ChangeState } from '#lib/changes/shown/states';
import { type Failure, failureSchema } from '#lib/failure';
import { intentSchema } from '#lib/ranges/intent';

const texts = z.array(z.string()).readonly();
const intents = z.array(intentSchema).readonly();

const undoWaysSchema = z.object({
  /** What is asked of which clusters, by their keys; `uid`: of the cluster that was changed. */
  each: z
    .array(
      z.object({
        intents,
        clusters: z.array(z.object({ key: z.string(), uid: z.string().optional() })).readonly(),
      }),
    )
    .readonly(),
  /** Keys of clusters at which nobody knows what the batch did. */
  unsure: texts,
});

/** How a batch is taken back: on each cluster what it did there. */
export type UndoWays = z.infer<typeof undoWaysSchema>;

/** What somebody wants to do to many clusters, before it is started. */
export const batchDraftSchema = z.object({
  /** Query string of the fleet view it came from. */
  view: z.string(),
  /** Keys of its clusters. None once it has started: its changes have them. */
  clusters: texts,
  /** Canonical ranges. */
  add: texts,
  /** Entries as they stand. */
  remove: texts,
  /** It tidies, and is to make no difference to who gets in. */
  sameAddresses: z.literal(true).optional(),
  reason: z.string().max(1000).optional(),
  /** For how long what is added is to stay on each cluster, from the start. */
  keepForSeconds: z.number().int().positive().optional(),
  /** Labels of what could not be read when its clusters were chosen, or when it was started. */
  without: texts.optional(),
  /**
   * It takes back what another batch of its author did, and adds and removes nothing else: a release that
   * overlooks this shows a plan of nothing.
   */
  undoes: z
    .object({
      batch: z.string(),
      /** When that was started: what others have asked for since is not taken from them unasked. */
      since: z.number(),
      /** Of all its clusters together. */
      intents,
    })
    .optional(),
  /** How to take it back, cluster by cluster. None once it has started: its changes know. */
  ways: undoWaysSchema.optional(),
});

/** Every state of a batch. `over`: each of its changes has ended. */
export const batchStates = ['draft', 'running', 'stopped', 'over'] as const;

/** What has become of a batch so far. */
export const batchLifeSchema = z.object({
  /** Why it lets nothing more go. */
  stopped: z
    .object({
      /**
       * Its author wants so; the first change ended badly; several ended with one failure; nothing was let
       * go for so long that nobody may want it any more.
       */
      because: z.enum(['author', 'refusals', 'first', 'late']),
      // One that only a newer release knows is as good as none.
      failure: failureSchema.optional().catch(undefined),
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

/** What a list of batches leaves out: a draft may name ten thousand clusters. */
export const unlisted = ['clusters', 'ways'] as const;

/** A batch in a list, without its clusters. */
export type ListedBatch = Omit<BatchRow, 'draft'> & {
  readonly draft: Omit<BatchRow['draft'], (typeof unlisted)[number]>;
};

/** Where a batch stands at one of its places: what the newest change there has come to. */
export type BatchPlace = {
  readonly id: string;
  readonly place: number;
  readonly state: ChangeState;
  readonly failure?: Failure | undefined;
};
