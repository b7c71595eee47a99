import { type FailureWords, failureWords } from '#lib/failure-words';
import { CLUSTER_ONLY_ENTRY, coverageOf, sameEntry } from '#lib/ranges/entry';
import { type FindingWords, findingWords, opensByKey } from '#lib/ranges/finding-words';
import type { Intent } from '#lib/ranges/intent';
import { type Cidr, covers } from '#lib/ranges/ipv4';
import { actsOf, type OfferedAct } from './acts-of.ts';
import type { Change } from './change.ts';
import { entriesWanted } from './effects.ts';
import { keepForWords } from './keep-for.ts';
import { changeSentence, type StateWords, stateWords, waitingWords, wordsOf } from './words.ts';

/** A tick of the change's life; without `at` it has not happened yet. */
export type ChangeStep = {
  readonly label: string;
  readonly at?: string | undefined;
  /** It came to its end, and not to a good one. */
  readonly failed?: true;
};

/** A change as the browser sees it: words and times, nothing of tokens, operations or other people's grants. */
export type ChangeView = {
  readonly id: string;
  readonly version: number;
  readonly word: string;
  readonly tone: StateWords['tone'];
  readonly ends: boolean;
  readonly parked: boolean;
  /** It has not been started: its batch has not come to it, or its cluster was busy. */
  readonly held: boolean;
  /** What was asked for: `Add 81.2.69.142/32`. */
  readonly title: string;
  /** Moments in it are ISO times, for the browser to write in the reader's zone. */
  readonly sentence: string;
  /** The part of it that says what is waited for, and until when. */
  readonly waits?: string | undefined;
  readonly steps: readonly ChangeStep[];
  /** Without what to do about it where its author wants it no more. */
  readonly failure?: (Omit<FailureWords, 'todo'> & Partial<FailureWords>) | undefined;
  /** What **Go on** agrees to besides the findings that are ticked one by one. */
  readonly agrees: readonly string[];
  /** The cluster's name, where going on opens it to the internet: that is typed. */
  readonly typeName?: string | undefined;
  /** What it would do that its author has not agreed to. */
  readonly findings: readonly FindingWords[];
  readonly acts: readonly OfferedAct[];
  /** Where the author signs in again, when the change waits for that. */
  readonly signInPath?: string | undefined;
  readonly who: string;
  /** The page of its batch, which is its author's alone. */
  readonly batchPath?: string | undefined;
  readonly createdAt: string;
  /** When it begins by itself, or has. */
  readonly startsAt?: string | undefined;
  readonly reason?: string | undefined;
  readonly correlationId?: string | undefined;
  /** When the author's browser may look whether the network lets it in: until Azure has finished, or since. */
  readonly probe?: 'before' | 'after' | undefined;
  /** When the network lets people in, once that is known. */
  readonly worksBy?: string | undefined;
};

/** The view of a change for one reader; only its author is offered anything to do. */
export function changeView(change: Change, viewer: { readonly grantId: string }): ChangeView {
  const words = wordsOf(change);
  const mine = change.grantId === viewer.grantId;
  const findings = mine ? findingsOf(change) : [];
  const opens = findings.some(({ key }) => opensByKey(key));
  return {
    id: change.id,
    version: change.version,
    ...words,
    title: titleOf(change),
    sentence: changeSentence(change, isoTime),
    waits: waitingWords(change, isoTime),
    steps: stepsOf(change),
    failure: failureOf(change),
    findings,
    agrees: mine ? agreesOf(change, findings) : [],
    typeName: opens ? change.clusterId.name : undefined,
    acts: mine ? actsOf(change, opens) : [],
    signInPath:
      mine && change.state === 'needs-sign-in' ? `/changes/${change.id}/sign-in` : undefined,
    held: change.state === 'held',
    who: mine ? 'You' : change.author.name,
    batchPath: mine && change.batchId !== undefined ? `/batches/${change.batchId}` : undefined,
    createdAt: change.createdAt,
    startsAt: change.state === 'cancelled' ? undefined : change.startsAt,
    reason: change.reason,
    correlationId: change.correlationId,
    probe: mine ? probeOf(change) : undefined,
    worksBy: change.worksBy,
  };
}

function failureOf({ failure, state }: Change): ChangeView['failure'] {
  if (failure === undefined || state !== 'cancelled') return failure && failureWords(failure);
  const { todo: _, ...said } = failureWords(failure);
  return said;
}

/** As the browser reads it: with its seconds where those are to be shown. */
const isoTime = (iso: string, precise?: 'precise') => (precise ? iso : `${iso.slice(0, 16)}Z`);

/**
 * Whether a page that shows this change urges its reader to nothing else: it is theirs to act on, or Azure has
 * just refused the like.
 */
export function comesFirst({ acts, signInPath, tone }: ChangeView): boolean {
  return signInPath !== undefined || tone === 'bad' || acts.some(({ primary }) => primary);
}

/** The titles of what a change was refused for, and of what it asks. */
export function titlesIn({ failure, findings }: ChangeView): readonly string[] {
  return [...(failure ? [failure] : []), ...findings].map(({ title }) => title);
}

/** What a change asks for, and for how long: `Add 81.2.69.142/32 for 8 hours`. */
export function titleOf(
  {
    intents,
    keepForSeconds,
  }: Pick<Change, 'keepForSeconds'> & { readonly intents: readonly Intent[] },
  most?: number,
): string {
  const words = intentsWords(intents, most);
  return keepForSeconds === undefined ? words : `${words} for ${keepForWords(keepForSeconds)}`;
}

/** What was asked for, in a few words: `Remove 10.0.0.0/8 and 10.1.0.0/16, add 81.2.69.142/32`. */
export function intentsWords(intents: readonly Intent[], most = 3): string {
  const shown = intents.slice(0, most).map(intentWords);
  const more = intents.length - shown.length;
  const verbs = [...Map.groupBy(shown, ([verb]) => verb)].map(([verb, alike], at) => {
    const what = alike.map(([, each]) => each);
    const said = at === 0 ? verb : verb.toLowerCase();
    return what[0] === '' ? said : `${said} ${more > 0 ? what.join(', ') : listed(what)}`;
  });
  return verbs.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' and ');
}

/** What is done, and to what. */
function intentWords(intent: Intent): readonly [verb: string, what: string] {
  switch (intent.do) {
    case 'add':
      return ['Add', intent.range];
    case 'remove':
      return ['Remove', intent.entry];
    case 'put-back':
      return ['Put back', intent.entry];
    case 'restrict':
      return ['Restrict to', rangesWords(intent.ranges)];
    case 'open':
      return ['Open to the internet', ''];
    case 'cluster-only':
      return ['Close to cluster only', ''];
  }
}

function rangesWords(ranges: readonly string[]): string {
  const [only = ''] = ranges;
  return ranges.length === 1 ? only : `${ranges.length} ranges`;
}

/** Whether `who` is among those whom a change lets in. */
export function letsIn({ intents }: Change, who: Cidr): boolean {
  return intents.flatMap(entriesWanted).some((entry) => {
    const range = coverageOf(entry);
    return range !== undefined && covers(range, who);
  });
}

/** Only what adds can let anybody in. What Azure did not carry out leaves nothing to look for. */
function probeOf({ state, intents, alreadySo, finishedAt, worksBy }: Change): ChangeView['probe'] {
  const wanted = intents.flatMap(entriesWanted);
  const lets = wanted.some((entry) => !sameEntry(entry, CLUSTER_ONLY_ENTRY));
  if (alreadySo === true || !lets) return undefined;
  if (finishedAt === undefined && !stateWords[state].ends) return 'before';
  const isCarriedOut = state === 'done' || (state === 'applying' && worksBy !== undefined);
  return isCarriedOut ? 'after' : undefined;
}

function stepsOf(change: Change): readonly ChangeStep[] {
  if (change.acceptedAt === undefined && change.state !== 'sending') return [];
  return [
    { label: 'Azure accepted', at: change.acceptedAt },
    change.state === 'failed'
      ? { label: 'Azure did not finish', at: change.finishedAt, failed: true }
      : { label: 'Azure finished', at: change.finishedAt },
    { label: 'Read back', at: change.readBackAt },
  ];
}

/** Keys name the author's own address, so nobody else is told them. */
function agreesOf(change: Change, findings: ChangeView['findings']): ChangeView['agrees'] {
  return (change.confirmKeys ?? []).filter((key) => !findings.some((each) => each.key === key));
}

function findingsOf(change: Change): ChangeView['findings'] {
  if (change.state !== 'needs-confirmation') return [];
  const keys = change.confirmKeys ?? [];
  return (change.findings ?? []).flatMap((finding) => {
    const words = findingWords(finding);
    return keys.includes(words.key) ? [words] : [];
  });
}
