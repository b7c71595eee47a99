import type { Store } from './store.ts';
import { answerLost, takesNothing } from './takes-nothing.ts';

// As in current.ts, whose store this asks without what it takes to open one: a form passes proxy.ts first.
const holder: typeof globalThis & { drawbridgeStore?: Promise<Store> } = globalThis;

/** Whether this process's store is open, and answers now: see `Store.ready`. */
export async function storeAnswers(withinMs?: number): Promise<boolean> {
  try {
    return (await (await holder.drawbridgeStore)?.ready(withinMs)) ?? false;
  } catch {
    return false;
  }
}

/** Whether an error came of the store not answering, even where it answers again by now. */
export async function storeWasAway(error: unknown): Promise<boolean> {
  return answerLost(error) || takesNothing(error) || !(await storeAnswers());
}
