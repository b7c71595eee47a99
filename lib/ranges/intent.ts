import { z } from 'zod';
import { accessOfEntries, isClusterOnly } from './access.ts';
import { parseRange } from './cidr.ts';
import { coverageOfEntries, coversInternet } from './coverage.ts';
import { CLUSTER_ONLY_ENTRY, coverageOf, entryKey, sameEntry } from './entry.ts';
import { formatCidr } from './ipv4.ts';
import { VERY_WIDE_BELOW_BITS } from './range-warning.ts';

const coversEverythingWords =
  'Together these ranges admit the whole internet. If that is what you want, use Open this cluster.';

const canonicalRange = z.string().refine(
  (text) => {
    const range = parseRange(text);
    return range.ok && formatCidr(range.value) === text;
  },
  { error: 'Not a range as Drawbridge writes it' },
);

const rangesShortOfEverything = z
  .array(canonicalRange)
  .min(1)
  .readonly()
  .refine((ranges) => !coverEverything(ranges), {
    error: coversEverythingWords,
  });

/** What a person may ask for. A removal names the entry as it stands, so that anything can be removed. */
const askedIntentSchema = z.discriminatedUnion('do', [
  /** `range` is canonical: network address, with its prefix. */
  z.object({ do: z.literal('add'), range: canonicalRange }),
  z.object({ do: z.literal('remove'), entry: z.string().max(500) }),
  z.object({ do: z.literal('restrict'), ranges: rangesShortOfEverything }),
  z.object({ do: z.literal('open') }),
  z.object({ do: z.literal('cluster-only') }),
]);

/**
 * What one form may ask for: adds and removes together, or one crossing by itself, which is a
 * separate act. Adds that together admit everybody are the crossing to open in disguise.
 */
export const askedIntentsSchema = z
  .array(askedIntentSchema)
  .min(1)
  .refine((intents) => intents.length === 1 || intents.every(isEdit), {
    error: 'Open, restrict and close to cluster only are changes of their own',
  })
  .refine((intents) => !coverEverything(intents.flatMap(addedBy)), {
    error: coversEverythingWords,
  })
  .superRefine((intents, context) => {
    const twice = addedAndRemoved(intents);
    if (twice === undefined) return;
    const message = `${twice} is to be added and removed. Keep it in one of the two.`;
    context.addIssue({ code: 'custom', message });
  });

/**
 * Everything a change can carry. `put-back` is not for forms: Undo makes it from what Azure held
 * before, so that entries which nobody may add any more come back as they stood.
 */
export const intentSchema = z.discriminatedUnion('do', [
  ...askedIntentSchema.options,
  z.object({ do: z.literal('put-back'), entry: z.string() }),
]);

/** What a person asked for, with what only Undo asks for. */
export type Intent = z.infer<typeof intentSchema>;

/**
 * The list after `intents`, in the order Azure had it; additions follow in the order asked. Entries
 * that no intent names come back as they were read, whatever they are, except what a crossing takes
 * away: `0.0.0.0/32` where the first entry joins it, and what makes an open list open where it is
 * restricted. Doing it twice changes nothing more.
 */
export function applyIntents(
  entries: readonly string[],
  intents: readonly Intent[],
): readonly string[] {
  return runsOf(intents).reduce(applyRun, entries);
}

/**
 * True when the list is as `intents` want it, whatever else stands in it and in whatever order. Before
 * anything was sent that means: send nothing, since even a PUT that changes nothing makes AKS work for
 * minutes.
 */
export function intentsHold(entries: readonly string[], intents: readonly Intent[]): boolean {
  return sameEntries(entries, applyIntents(entries, intents));
}

/**
 * The intents that lead from `after` back to `before`, for Undo. They name only what that one change
 * did: what others have added or removed since stays as it is.
 */
export function invertIntents(
  before: readonly string[],
  after: readonly string[],
): readonly Intent[] {
  const removals = missingFrom(before, after).map((entry): Intent => ({ do: 'remove', entry }));
  return [...removals, ...missingFrom(after, before).map(returnOf)];
}

/** Intents that follow each other and can be carried out at once. */
type Run =
  | { readonly do: 'add'; readonly texts: string[] }
  | { readonly do: 'remove'; readonly keys: Set<string> }
  | { readonly do: 'one'; readonly intent: Intent };

/** Going through the list once for each of thousands of adds, and that for each cluster, takes minutes. */
function runsOf(intents: readonly Intent[]): readonly Run[] {
  const runs: Run[] = [];
  for (const intent of intents) {
    const last = runs.at(-1);
    const text = addedText(intent);
    if (text !== undefined) {
      if (last?.do === 'add') last.texts.push(text);
      else runs.push({ do: 'add', texts: [text] });
    } else if (intent.do === 'remove') {
      const key = entryKey(intent.entry);
      if (last?.do === 'remove') last.keys.add(key);
      else runs.push({ do: 'remove', keys: new Set([key]) });
    } else {
      runs.push({ do: 'one', intent });
    }
  }
  return runs;
}

/** What an intent puts beside other entries; `0.0.0.0/32` yields to whatever follows it. */
function addedText(intent: Intent): string | undefined {
  if (intent.do !== 'add' && intent.do !== 'put-back') return undefined;
  const text = intent.do === 'add' ? intent.range : intent.entry;
  return sameEntry(text, CLUSTER_ONLY_ENTRY) ? undefined : text;
}

function applyRun(entries: readonly string[], run: Run): readonly string[] {
  switch (run.do) {
    case 'add':
      return withEntries(entries, run.texts);
    case 'remove':
      return entries.filter((entry) => !run.keys.has(entryKey(entry)));
    case 'one':
      return applyOne(entries, run.intent);
  }
}

function applyOne(entries: readonly string[], intent: Intent): readonly string[] {
  switch (intent.do) {
    case 'add':
      return withEntries(entries, [intent.range]);
    case 'remove':
      return entries.filter((entry) => !sameEntry(entry, intent.entry));
    case 'restrict':
      return withEntries(closed(entries), intent.ranges);
    case 'open':
      return accessOfEntries(entries) === 'open' ? entries : [];
    case 'cluster-only':
      return isClusterOnly(entries) ? entries : [CLUSTER_ONLY_ENTRY];
    case 'put-back':
      return putBack(entries, intent.entry);
  }
}

/** `0.0.0.0/32` cannot stand beside others: Azure refuses the list (InvalidParameter). */
function withEntries(entries: readonly string[], added: readonly string[]): readonly string[] {
  const base = isClusterOnly(entries) ? [] : entries;
  const missing = missingFrom(base, added);
  return missing.length === 0 ? base : [...base, ...missing];
}

/** An open list without what makes it open: its very wide ranges. Those asked for come back anyway. */
function closed(entries: readonly string[]): readonly string[] {
  if (accessOfEntries(entries) !== 'open') return entries;
  return entries.filter((entry) => {
    const range = coverageOf(entry);
    return !range || range.prefixBits >= VERY_WIDE_BELOW_BITS;
  });
}

function putBack(entries: readonly string[], entry: string): readonly string[] {
  if (!sameEntry(entry, CLUSTER_ONLY_ENTRY)) return withEntries(entries, [entry]);
  return entries.length === 0 ? [entry] : entries;
}

function returnOf(entry: string): Intent {
  return canonicalRange.safeParse(entry).success
    ? { do: 'add', range: entry }
    : { do: 'put-back', entry };
}

/** True when both lists hold the same entries, in whatever order and however often. */
export function sameEntries(a: readonly string[], b: readonly string[]): boolean {
  return missingFrom(a, b).length === 0 && missingFrom(b, a).length === 0;
}

/** What stands in `landed` and was not sent, and what was sent and does not stand there. */
export function driftOf(
  sent: readonly string[],
  landed: readonly string[],
): { readonly added: readonly string[]; readonly missing: readonly string[] } {
  return { added: missingFrom(sent, landed), missing: missingFrom(landed, sent) };
}

/** The entries of `list` that `others` lacks, each once. */
export function missingFrom(others: readonly string[], list: readonly string[]): readonly string[] {
  const seen = new Set(others.map(entryKey));
  return list.filter((entry) => {
    const key = entryKey(entry);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function isEdit(intent: Intent): boolean {
  return intent.do === 'add' || intent.do === 'remove';
}

/** A range that is to be added and removed: which of the two is meant, only the author knows. */
function addedAndRemoved(intents: readonly Intent[]): string | undefined {
  const removed = new Set(
    intents.flatMap((intent) => (intent.do === 'remove' ? [entryKey(intent.entry)] : [])),
  );
  return intents.flatMap(addedBy).find((range) => removed.has(entryKey(range)));
}

function addedBy(intent: Intent): readonly string[] {
  return intent.do === 'add' ? [intent.range] : [];
}

function coverEverything(ranges: readonly string[]): boolean {
  return coversInternet(coverageOfEntries(ranges));
}
