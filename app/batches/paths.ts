/** The page of a batch: its plan, and what became of it. `id` may be whatever came with a form. */
export function batchPath(id: string): `/batches/${string}` {
  return `/batches/${encodeURIComponent(id)}`;
}

/** Where what a plan is of is changed. */
export function editPath(id: string): `/batches/${string}` {
  return `${batchPath(id)}?edit`;
}
