import type { ChangeEvent, LedgerStore } from './ports.ts';

/** What a listener hears: something happened, or something may have happened and was missed. */
export type Heard = ChangeEvent | 'gap';

/** One per process: spreads the ledger's events to whoever looks at a change or a batch. */
export type Hub = {
  /** `topic` is the id of a change or of a batch. Answers how to stop. */
  subscribe(topic: string, hear: (heard: Heard) => void): () => void;
  close(): Promise<void>;
};

/** Listens to the ledger, of all processes, until closed. */
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
