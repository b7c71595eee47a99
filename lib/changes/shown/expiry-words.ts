import type { Change } from './change.ts';

// What is said of a change that takes out what was let in for a while.

/** Turns an ISO time into what a person reads, such as `14:30`, or `14:30:07` where it is `precise`. */
export type TimeWords = (iso: string, precise?: 'precise') => string;

/** Until when it was let in, of one that waits for its time. */
export function scheduledSentence(change: Change, startsAt: string, time: TimeWords): string {
  const until = time(startsAt);
  if (change.triedAgainAt !== undefined) {
    const again = time(change.triedAgainAt);
    if (!change.isLetIn)
      return `What lets it in until ${until} has not ended yet. Next look at ${again}.`;
    return change.failure === undefined
      ? `It was let in until ${until}, and another change that is not carried out yet may want it to stay. Next look at ${again}.`
      : `It was let in until ${until}, and could not be taken out yet. Next try at ${again}.`;
  }
  return change.isLetIn
    ? `It was let in until ${until}, and is taken out then by itself.`
    : `Once it is let in, it stays until ${until}, and is taken out then by itself.`;
}

/** Why it does not begin, of one that was cancelled; undefined for any other change. */
export function sparedSentence({
  spared,
  startsAt,
  wasDenied,
  wasSent,
}: Change): string | undefined {
  if (spared === 'taken-out' && wasSent) return 'It has been taken out.';
  if (spared !== undefined) return sparedSentences[spared];
  return startsAt === undefined || wasDenied
    ? undefined
    : 'It is not taken out by itself any more.';
}

const sparedSentences: Readonly<Record<NonNullable<Change['spared']>, string>> = {
  'not-added':
    'It is not taken out by itself: what should have let it in did not, or somebody else may have.',
  'taken-out': 'It has been taken out before its time; nothing had to be changed.',
  wanted: 'It stays: it has been asked for again since, without an end.',
};
