import type { ChangeRow } from '#lib/changes/row';
import { hasEntry } from '#lib/ranges/entry';
import { applyIntents, type Intent } from '#lib/ranges/intent';
import type { ChangeState } from './states.ts';

// What a change wants of the list, and what it did to it.

/** What an intent wants to stand in the list. */
export function entriesWanted(intent: Intent): readonly string[] {
  switch (intent.do) {
    case 'add':
      return [intent.range];
    case 'restrict':
      return intent.ranges;
    case 'put-back':
      return [intent.entry];
    case 'remove':
    case 'open':
    case 'cluster-only':
      return [];
  }
}

/** Whether a change asked for an entry and was not turned down. */
export function stillAsksFor(
  { state, intents }: Pick<ChangeRow, 'state' | 'intents'>,
  entry: string,
): boolean {
  return (
    state !== 'refused' && state !== 'cancelled' && hasEntry(intents.flatMap(entriesWanted), entry)
  );
}

/** States in which Azure has, or may have, what was sent. */
export const mayHaveLanded: readonly ChangeState[] = [
  'sending',
  'applying',
  'done',
  'overtaken',
  'failed',
  'outcome-unknown',
];

/** True when a change took an entry out: by its words, by what it sent, or by making the list anew without it. */
export function tookOut(
  { state, intents, before, after }: Pick<ChangeRow, 'state' | 'intents' | 'before' | 'after'>,
  entry: string,
): boolean {
  if (!mayHaveLanded.includes(state)) return false;
  if (!hasEntry(applyIntents([entry], intents), entry)) return true;
  const crosses = intents.some((intent) => crossings.includes(intent.do));
  return (
    after !== undefined && !hasEntry(after, entry) && (crosses || hasEntry(before ?? [], entry))
  );
}

const crossings: readonly Intent['do'][] = ['restrict', 'open', 'cluster-only'];

/**
 * When a change touched the list, at the earliest: from then on others may have undone it, or found it there.
 * Its author may have had to sign in before Azure's acceptance was known. Of one that has not touched it, when it
 * last moved. In ms since 1970.
 */
export function momentOf({
  acceptedAt,
  stateSince,
  next,
  alreadySo,
  sent,
}: Pick<ChangeRow, 'acceptedAt' | 'stateSince'> &
  Partial<Pick<ChangeRow, 'next' | 'alreadySo' | 'sent'>>): number {
  const known = acceptedAt ?? stateSince;
  return next === 'read' || alreadySo === true ? known : Math.min(known, sent?.at ?? known);
}
