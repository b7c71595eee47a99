import type { Failure } from './failure.ts';

const passing: readonly Failure['code'][] = [
  'unreachable',
  'console-not-accepted',
  'azure-error',
  'throttled',
  'busy',
];

/** Whether a failure may be over in a moment, so that the same request is worth sending again. */
export function mayPass({ code }: Failure): boolean {
  return passing.includes(code);
}
