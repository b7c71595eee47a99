/** How the idempotency key of a change that takes back another begins: the id of that one follows. */
export const undoKeyStart = 'undo ';
