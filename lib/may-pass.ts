import type { Failure, FailureCode } from './failure.ts';

const passing: readonly FailureCode[] = [
  'unreachable',
  'console-not-accepted',
  'azure-error',
  'throttled',
  'busy',
];

/** Whether a failure may have passed by the time somebody has read about it: the same is worth asking again. */
export function mayPass({ code }: Failure): boolean {
  return passing.includes(code);
}
