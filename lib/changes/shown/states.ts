/** Every state of a change, in the order of its life. What each means is in `words.ts`. */
export const changeStates = [
  'held',
  'queued',
  'reading',
  'waiting',
  'needs-confirmation',
  'needs-sign-in',
  'sending',
  'applying',
  'done',
  'overtaken',
  'refused',
  'failed',
  'outcome-unknown',
  'cancelled',
] as const;

export type ChangeState = (typeof changeStates)[number];

/** Why a change asks its author once more. */
export const askedBecause = [
  /** It would do something that its author has not seen. */
  'findings',
  /** It would replace or drop the list, and the cluster is no longer as open as when it was asked. */
  'access-changed',
  /** It has waited longer than `CHANGE_DEADLINE_SECONDS`. */
  'deadline',
  /** The sign-in it waited for came too late to resume by itself. */
  'late-sign-in',
  /** Azure called the cluster changed, which its own PUT may have done, and somebody may have taken it back since. */
  'perhaps-undone',
] as const;

export type AskedBecause = (typeof askedBecause)[number];

/** Why a change that was to take something out at its time did not have to. */
export const sparedBecause = [
  /** What should have let it in has not. */
  'not-added',
  /** It has been taken out already. */
  'taken-out',
  /** Somebody has asked for it since, to stay. */
  'wanted',
] as const;

/** What a change may wait for. */
export const waitCodes = [
  'cluster-busy',
  'throttled',
  'unreachable',
  'console-not-accepted',
  'slow',
  'put-budget',
  'newer-release',
] as const;

export type WaitCode = (typeof waitCodes)[number];
