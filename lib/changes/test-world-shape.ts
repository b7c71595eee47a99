import type { PutLimit } from './limits.ts';
import type { LedgerStore } from './ports.ts';
import type { FakeAzure } from './test-azure.ts';
import type { HandClock } from './test-clock.ts';
import type { Worker } from './worker.ts';

// What a world of this folder's property test consists of. No part of the product.

/** What Azure carried out: by which PUT, on what list, to which list. */
export type Applied = {
  readonly correlationId: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
};

/** A process that works at the ledger; it may be stopped dead, or asleep until a moment. */
export type Process = { readonly worker: Worker; readonly life: Life };

/** `fence`: of the last lease it took. */
export type Life = { dead: boolean; until: number; fence: number };

/** What does not change while a world lasts. */
export type Nature = {
  readonly workers: number;
  /** How long each call to Azure takes, in ms, taken in turn. */
  readonly delays: readonly number[];
  /** The same of each time that something is stored. */
  readonly saves: readonly number[];
  /** By how many ms processes reckon the store's time wrong, taken in turn. */
  readonly clocks: readonly number[];
  /** Whether Azure shows eTags, and how it wants them back. */
  readonly eTags: 'bare' | 'quoted' | 'none';
  readonly deadlineMs: number;
  readonly putLimit: PutLimit;
};

/** What becomes of a PUT whose answer is lost: it lands at once, some ms later, or never. */
type Loss = { readonly landsAfterMs: number | undefined };

/** Processes over one ledger and one cluster, and what may befall them. */
export type World = {
  readonly nature: Nature;
  readonly clock: HandClock;
  readonly azure: FakeAzure;
  readonly store: LedgerStore;
  readonly processes: Process[];
  readonly applied: Applied[];
  /** Every list that Azure held, and since when; of a PUT of ours its correlation id. */
  readonly lists: {
    readonly at: number;
    readonly entries: readonly string[];
    readonly by?: string;
  }[];
  /** By correlation id: the changes that went with a PUT, and when it was sent. */
  readonly sent: Map<string, { readonly changes: readonly string[]; readonly at: number }>;
  readonly offences: string[];
  /** Changes that their authors cancelled, or dropped while they were parked. */
  readonly cancelled: Set<string>;
  loss: Loss | undefined;
  /**
   * Something on the way sends the next PUT twice, and hands on the answer to its second copy; so many questions
   * about the cluster are not answered after that.
   */
  doubles: { readonly unread: number } | undefined;
  /** The changes that went so. */
  readonly doubled: Set<string>;
  /**
   * Those of them that another one took along: where somebody takes out what they did, they are sent again, which
   * docs/architecture.md names.
   */
  readonly alongDoubled: Set<string>;
  /** Those of them that their authors still want, though they may have been carried out and taken back. */
  readonly wantedAgain: Set<string>;
  /** Changes whose operations Azure said had failed. */
  readonly failed: Set<string>;
  /** Until when the operation of such a PUT keeps others away. */
  operatesUntil: number;
  /** The claims that the next question of a kind is answered with. */
  readonly challenges: Partial<Record<'read' | 'put' | 'poll', string>>;
  poolMovedAt: number;
  editedAt: number;
  newestFence: number;
  /** Whether calls to Azure take the time they are told to. */
  slow: boolean;
  /** Whether an answer was lost, or a process stopped or slept. */
  troubled: boolean;
  /** Steps of all processes so far, and what happens at which: one dies, or sleeps for so many ms. */
  steps: number;
  /** Until when the store is away, and whether it still does what it is asked, and only its answers are lost. */
  away: { readonly until: number; readonly does: boolean };
  /** Processes that were ever started. */
  spawned: number;
  /** Questions to Azure, and to the store to keep something, so far. */
  calls: number;
  doom: { readonly step: number; readonly sleepMs: number | undefined } | undefined;
  /** Starts one more process. */
  spawn(): Process;
};
