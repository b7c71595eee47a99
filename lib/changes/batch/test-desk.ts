import { startLedger, stopLedger } from '#lib/changes/current';
import type { LedgerSettings, LedgerStore } from '#lib/changes/ports';
import { type Change, toChange } from '#lib/changes/shown/change';
import { type HandClock, handClock, settle } from '#lib/changes/test-clock';
import { type FakeFleet, fakeFleet } from '#lib/changes/test-fleet';
import { anna, asked, changesOfBatch, settings, works } from '#lib/changes/test-kit';
import { memoryLedger } from '#lib/changes/test-memory-ledger';
import type { Batch, BatchDraft } from './batch.ts';
import { batchFor, draftBatch, startBatch } from './batches.ts';
import type { BatchItem } from './held-changes.ts';

// A tool of this folder's tests. No part of the product.

/** What each cluster holds before, and after its change. */
export const before = ['73.140.245.0/24'];
/** See `before`. */
export const after = [...before, '81.2.69.142/32'];

/** What is wanted of all clusters. */
export const draft: BatchDraft = {
  view: 'q=aks',
  clusters: [],
  add: ['81.2.69.142/32'],
  remove: [],
};

/** Who starts batches. */
export const author = {
  grantId: anna,
  author: { name: 'Anna', username: 'anna@contoso.example' },
};

/** A ledger at work, and the clusters that its batches are about. */
export type BatchDesk = {
  readonly clock: HandClock;
  readonly azure: FakeFleet;
  readonly store: LedgerStore;
  items(): BatchItem[];
  /** Another process on the same store, in the place of the one before. */
  startProcess(): Promise<void>;
  /** A plan that is kept and not started; its id. */
  drafted(about?: Partial<BatchDraft>): Promise<string>;
  /** A batch over all clusters, just started; its id. */
  started(about?: Partial<BatchDraft>): Promise<string>;
  view(id: string): Promise<Batch>;
  /** In the order of their places. */
  changesOf(id: string): Promise<readonly Change[]>;
  statesOf(id: string): Promise<readonly string[]>;
};

/** A desk with that many clusters. */
export async function batchDesk(
  clusters = 12,
  about: Partial<LedgerSettings> = {},
): Promise<BatchDesk> {
  await stopLedger();
  const clock = handClock();
  const azure = fakeFleet(clock, clusters);
  const store = memoryLedger(clock.now);
  const items = (): BatchItem[] =>
    azure.ids.map((clusterId) => {
      const { tenantId, intents, basedOn } = asked();
      return { clusterId, tenantId, intents, basedOn, confirmations: [] };
    });
  const startProcess = async () => {
    const parts = works(azure, clock, { store, settings: { ...settings, ...about } });
    await startLedger({ ...parts, clock });
  };
  const drafted = async (about?: Partial<BatchDraft>) => {
    const kept = await draftBatch(anna, { ...draft, ...about });
    if (!kept.ok) throw new Error('not kept');
    return kept.value;
  };
  const view = async (id: string) => {
    const batch = await batchFor(anna, id);
    if (!batch) throw new Error('no batch');
    return batch;
  };
  await startProcess();
  return {
    clock,
    azure,
    store,
    items,
    startProcess,
    drafted,
    view,
    changesOf: async (id) => (await changesOfBatch(store, id)).map(toChange),
    started: async (about) => {
      const id = await drafted(about);
      const done = await startBatch(author, id, items());
      if (!done.ok) throw new Error('not started');
      await settle();
      return id;
    },
    statesOf: async (id) => (await changesOfBatch(store, id)).map(({ state }) => state),
  };
}

/** How many of the states are this one. */
export function count(states: readonly string[], state: string): number {
  return states.filter((each) => each === state).length;
}
