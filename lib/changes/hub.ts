import type { ChangeEvent, LedgerStore } from './ports.ts';

/** An event, or `gap` when events may have been missed: then the listener has to read anew. */
export type Heard = ChangeEvent | 'gap';

/**
 * Hands the events of the ledger to those in this process who follow a change or a batch. One for
 * each process.
 */
export type Hub = {
  /**
   * Calls `hear` for every event of a topic, which is the id of a change or of a batch, until the
   * returned function is called.
   */
  subscribe(topic: string, hear: (heard: Heard) => void): () => void;
  close(): Promise<void>;
};

/** Starts to listen to the events of all processes. */
export async function openHub(store: LedgerStore): Promise<Hub> {
  const topics = new Map<string, Set<(heard: Heard) => void>>();
  const tell = (topic: string, heard: Heard) => {
    for (const hear of topics.get(topic) ?? []) hear(heard);
  };
  const stop = await store.listen(
    (event) => {
      tell(event.id, event);
      if (event.batch) tell(event.batch.id, event);
    },
    () => {
      for (const topic of topics.keys()) tell(topic, 'gap');
    },
    (batchId) => tell(batchId, 'gap'),
  );

  return {
    subscribe(topic, hear) {
      const listeners = topics.get(topic) ?? new Set();
      topics.set(topic, listeners.add(hear));
      return () => {
        listeners.delete(hear);
        if (listeners.size === 0 && topics.get(topic) === listeners) topics.delete(topic);
      };
    },
    close: stop,
  };
}
