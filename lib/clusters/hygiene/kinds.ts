/** What could be tidied in a fleet, the most urgent first. Each is a segment of a URL. */
export const hygieneKinds = [
  'open',
  'wide',
  'dead',
  'shared',
  'added',
  'full',
  'covered',
  'adjacent',
] as const;

export type HygieneKind = (typeof hygieneKinds)[number];
