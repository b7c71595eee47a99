/**
 * What a browser saw of an API server's network. It can read no answer, so it can only measure how long it
 * takes until there is one: an API server that lets it in shows a certificate of its own CA, which a browser
 * turns down at once; one that does not drops the packets. `unclear`: neither at once nor not at all.
 */
export type Seen = 'fast' | 'silent' | 'unclear' | 'offline';

/** How a probe is judged, in milliseconds. */
export const probeTimes = {
  /** An answer within this is one at once. */
  fastMs: 3000,
  /** Nothing for this long is silence. */
  silentMs: 8000,
  /** From one probe to the next while the network may still follow. */
  againMs: 10_000,
} as const;

/** What a probe that ended after `tookMs` has seen; `gaveUp`: we ended it. */
export function seenAfter({ tookMs, gaveUp }: { tookMs: number; gaveUp: boolean }): Seen {
  if (gaveUp) return 'silent';
  return tookMs <= probeTimes.fastMs ? 'fast' : 'unclear';
}

/** Looks that have to agree before an end that comes by itself is believed. */
const looksToAgree = 3;

/**
 * Looks until it is sure: silence is believed at once, anything else only after three looks. A browser
 * goes on connecting after a look was given up, and lets the next one share that attempt's end: an old
 * silence that runs out just then looks like an answer at once. It tries up to twice side by side.
 */
export async function lookForSure(look: () => Promise<Seen>): Promise<Seen> {
  let seen = await look();
  for (let looks = 1; looks < looksToAgree && (seen === 'fast' || seen === 'unclear'); looks += 1) {
    seen = await look();
  }
  return seen;
}

/** Whether the network lets a browser in since a change. */
export type Judgement = 'likely' | 'not-yet' | 'cannot-tell';

/**
 * Judges by comparison alone. An answer at once proves nothing by itself: a name that is not found, a
 * browser that is offline and a proxy that inspects are as fast. Without a look before the change, nothing
 * is known.
 */
export function judgeThrough(before: Seen | undefined, now: Seen): Judgement {
  if (before !== 'silent') return 'cannot-tell';
  if (now === 'fast') return 'likely';
  return now === 'silent' ? 'not-yet' : 'cannot-tell';
}

/** A word for what is known, and a sentence that says why. */
type ThroughWords = { readonly word: string; readonly text: string };

/** The words for a judgement. */
export function throughWords(before: Seen | undefined, now: Seen): ThroughWords {
  switch (judgeThrough(before, now)) {
    case 'likely':
      return { word: 'Likely through', text: 'Silent before the change, an answer at once now.' };
    case 'not-yet':
      return {
        word: 'Likely not yet',
        text: 'As silent as before the change. The network may take two minutes after Azure has finished.',
      };
    case 'cannot-tell':
      return { word: 'Cannot tell from this browser', text: doubt(before, now) };
  }
}

function doubt(before: Seen | undefined, now: Seen): string {
  if (now === 'offline') return 'It is offline.';
  if (before === 'offline') return 'It was offline before the change.';
  if (before === undefined)
    return 'It did not look before the change, so there is nothing to compare.';
  if (before === 'fast') {
    return 'Something answered before the change, too: a proxy, or a name that is not found.';
  }
  return 'What it saw is neither an answer at once nor silence.';
}
