import type { Change } from './change.ts';
import { scheduledSentence, sparedSentence, type TimeWords } from './expiry-words.ts';
import { type ChangeState, changeStates } from './states.ts';

/** How a state is shown. `ends`: nothing more will happen. `parked`: it waits for its author. */
export type StateWords = {
  readonly word: string;
  readonly ends: boolean;
  readonly parked: boolean;
  readonly tone: 'neutral' | 'busy' | 'attention' | 'good' | 'bad';
};

const state = (word: string, tone: StateWords['tone'], kind?: 'ends' | 'parked'): StateWords => ({
  word,
  tone,
  ends: kind === 'ends',
  parked: kind === 'parked',
});

/** The words of the state table: the same in the product, in tests and in documentation. */
export const stateWords: Readonly<Record<ChangeState, StateWords>> = {
  held: state('Not started', 'neutral'),
  queued: state('Queued', 'neutral'),
  reading: state('Reading', 'busy'),
  waiting: state('Waiting', 'neutral'),
  'needs-confirmation': state('Needs confirmation', 'attention', 'parked'),
  'needs-sign-in': state('Sign-in needed', 'attention', 'parked'),
  sending: state('Sending', 'busy'),
  applying: state('Applying', 'busy'),
  done: state('Done', 'good', 'ends'),
  overtaken: state('Overtaken', 'attention', 'ends'),
  refused: state('Refused', 'bad', 'ends'),
  failed: state('Failed', 'bad', 'ends'),
  'outcome-unknown': state('Outcome unknown', 'attention', 'ends'),
  cancelled: state('Cancelled', 'neutral', 'ends'),
};

/** The states in which a change has ended without doing what was asked, so that it may be asked for again. */
export const endedUndone: readonly ChangeState[] = changeStates.filter(
  (each) => stateWords[each].ends && each !== 'done',
);

/** True of what is held or parked: neither ended nor to be worked at, until its batch or its author says so. */
export function isIdle(state: ChangeState): boolean {
  return state === 'held' || stateWords[state].parked;
}

/** True of a change that begins by itself when its time has come. */
export function isScheduled({
  state,
  startsAt,
}: {
  readonly state: ChangeState;
  readonly startsAt?: unknown;
}): boolean {
  return state === 'held' && startsAt !== undefined;
}

/** The words of a change's state. */
export function wordsOf(change: Pick<Change, 'state' | 'startsAt'>): StateWords {
  return isScheduled(change) ? scheduled : stateWords[change.state];
}

const scheduled = state('Scheduled', 'neutral');

/** True of what a worker has to do with. */
export function isAtWork(state: ChangeState): boolean {
  return !isIdle(state) && !stateWords[state].ends;
}

const utcTime: TimeWords = (iso, precise) => `${iso.slice(11, precise ? 19 : 16)} UTC`;

/** One plain sentence or two that say where a change stands and what comes next. */
export function changeSentence(change: Change, time: TimeWords = utcTime): string {
  switch (change.state) {
    case 'held':
      if (change.startsAt !== undefined) return scheduledSentence(change, change.startsAt, time);
      return change.waitingFor
        ? waitingSentence(change, time)
        : 'It waits for its turn in its batch.';
    case 'queued':
      return 'It waits for its turn at this cluster.';
    case 'reading':
      return 'Reading the cluster as it is now.';
    case 'waiting':
      return waitingSentence(change, time);
    case 'needs-confirmation':
      return askedSentence(change, time);
    case 'needs-sign-in':
      return 'It waits until you have signed in again. Nothing is lost.';
    case 'sending':
      return change.waitingFor
        ? `The answer to the change was lost. ${waitingSentence(change, time)}`
        : 'Sending the change to Azure.';
    case 'applying':
      return applyingSentence(change, time);
    case 'done':
      return doneSentence(change, time);
    case 'overtaken':
      return `${change.alreadySo ? 'It stood in the list' : 'Azure carried it out'}, but somebody has changed the cluster again since.${driftWords(change)}`;
    case 'refused':
      return change.wasDenied
        ? 'It was refused, and nothing more is sent.'
        : 'Nothing was changed.';
    case 'failed':
      return 'It may stand in the list all the same, without taking effect.';
    case 'outcome-unknown':
      return unknownSentence(change);
    case 'cancelled':
      return sparedSentence(change) ?? cancelledSentence(change);
  }
}

function cancelledSentence({ wasDenied }: Change): string {
  return wasDenied
    ? 'It was cancelled. Azure had refused what was sent before, and nothing more is sent.'
    : 'Nothing was changed.';
}

/** What a change waits for and when it is tried next; undefined where it waits for nothing but its turn, or has ended. */
export function waitingWords(change: Change, time: TimeWords = utcTime): string | undefined {
  // What was held is cancelled as it was, with what it had waited for.
  const { ends, parked } = stateWords[change.state];
  return change.waitingFor && !ends && !parked ? waitingSentence(change, time) : undefined;
}

/** The next try is nearly always less than a minute away: only its seconds tell when. */
function waitingSentence({ waitingFor, waitingUntil }: Change, time: TimeWords): string {
  const again = waitingUntil ? ` Next try at ${time(waitingUntil, 'precise')}.` : '';
  if (!waitingFor) return `Waiting.${again}`;
  const isNew = waitingUntil && Date.parse(waitingUntil) - Date.parse(waitingFor.since) <= minuteMs;
  const since: TimeWords = (iso) => time(iso, isNew ? 'precise' : undefined);
  return `${waitingReason(waitingFor, since)}${again}`;
}

const minuteMs = 60_000;

function waitingReason(
  { code, operation, since }: NonNullable<Change['waitingFor']>,
  time: TimeWords,
): string {
  switch (code) {
    case 'cluster-busy':
      return `The cluster is busy${operation ? ` (${operation})` : ''} since ${time(since)}.`;
    case 'throttled':
      return 'Azure asked us to slow down.';
    case 'unreachable':
      return `Azure has given no usable answer since ${time(since)}.`;
    case 'console-not-accepted':
      return `Microsoft Entra has not accepted this console since ${time(since)}; whoever runs it has to put that right.`;
    case 'slow':
      return 'Azure answers too slowly to change the cluster safely.';
    case 'put-budget':
      return 'This cluster has been changed as often as AKS allows for now.';
    case 'newer-release':
      return 'A change that a newer release of this console recorded comes first, and this one cannot read it; whoever runs it has to put that right.';
  }
}

function askedSentence(change: Change, time: TimeWords): string {
  switch (change.askedBecause) {
    case 'access-changed':
      return 'The cluster is no longer as it was when you asked. Is this still what you want?';
    case 'deadline':
      return change.wasSent
        ? `You asked for this at ${time(change.createdAt)} and Azure has not accepted it since. Is it still wanted?`
        : `You asked for this at ${time(change.createdAt)} and it could not be sent since. Is it still wanted?`;
    case 'late-sign-in':
      return `You asked for this at ${time(change.createdAt)}, some time before you signed in. Is it still wanted?`;
    case 'perhaps-undone':
      if (change.failure !== undefined)
        return 'Azure’s answer was lost, and the cluster as it is now does not tell whether this was carried out and taken back by somebody. Is it still wanted?';
      return 'Azure said that the cluster had just been changed, and it could be read only some time after that: this may have been carried out all the same, and taken back by somebody. Is it still wanted?';
    case 'findings':
    case undefined:
      return 'It would do more than you have agreed to. Please look and decide.';
  }
}

function applyingSentence({ acceptedAt, worksBy }: Change, time: TimeWords): string {
  if (!acceptedAt) return 'Azure is working on it.';
  const works = worksBy ? `; it works by ${time(worksBy)}` : '';
  return `Azure accepted it at ${time(acceptedAt)}${works}.`;
}

function unknownSentence({ acceptedAt, landed, failure, clusterFailed, wasSent }: Change): string {
  if (clusterFailed) {
    const so = wasSent ? 'The list is so now.' : 'The list was already so, and nothing was sent.';
    return `${so} ${inTheListAlone}`;
  }
  if (acceptedAt && landed && !failure)
    return 'Azure accepted it, but the cluster stands as it did before, and nobody has changed it since.';
  if (acceptedAt) return 'Azure accepted it, but how it ended could not be found out.';
  return landed
    ? 'Azure’s answer was lost, and the cluster as it is now does not tell what this change did. Below is what is there now.'
    : 'Azure’s answer was lost, and the cluster could not be read since.';
}

function doneSentence(change: Change, time: TimeWords): string {
  if (change.alreadySo && change.wasSent)
    return 'It was so when the cluster was read again: what was sent did it, or somebody else.';
  if (change.alreadySo) return 'It was already so; nothing had to be changed.';
  const works = change.worksBy ? ` It works by ${time(change.worksBy)}.` : '';
  const how = change.superseded
    ? 'A newer operation took the place of this one; the cluster was read back after that, and what was asked for stands.'
    : 'Azure has carried it out, and the cluster was read back.';
  return `${how}${works}${driftWords(change)}`;
}

/** Azure Policy may append to what lands, or strip it, and says so nowhere. */
function driftWords({ drift }: Change): string {
  const { added = [], missing = [] } = drift ?? {};
  const who = 'an Azure policy or somebody else';
  const also =
    added.length > 0
      ? ` The list also holds ${listed(added)}, which this change did not ask for: ${who} added that.`
      : '';
  const gone =
    missing.length > 0
      ? ` It lacks ${listed(missing)}, which stood there when it was sent: ${who} took that out.`
      : '';
  return also + gone;
}

const inTheListAlone =
  'But the last operation on this cluster failed, so its network may not follow the list. Mend what failed first: any change of the cluster makes AKS try again.';

function listed(entries: readonly string[]): string {
  const shown = entries.slice(0, 3).join(', ');
  return entries.length > 3 ? `${shown} and ${entries.length - 3} more` : shown;
}
