/** The page of a batch: its plan, and what became of it. */
export function batchPath(id: string): `/batches/${string}` {
  return `/batches/${id}`;
}
