import type { Batch, BatchSummary } from '#lib/changes/batch/batch';
import { durationWords, failureWords } from '#lib/failure-words';
import { counted, grouped } from '#lib/grouped';
import { type BatchTally, tallyTone } from './batch-outcomes.ts';
import type { StateWords } from './words.ts';

/** What an author may do with a batch that was started. */
export type BatchAct = 'stop' | 'go-on' | 'retry' | 'discard' | 'cancel-rest' | 'undo';

/** How a batch stands, as the browser sees it: the same few words for ten thousand clusters. */
export type BatchView = {
  readonly version: number;
  /** Nothing more will happen, unless its author wants it again. */
  readonly ends: boolean;
  /** It starts one after the other by itself, whether anybody looks or not. */
  readonly goesOn: boolean;
  readonly word: string;
  readonly tone: StateWords['tone'];
  readonly tally: BatchTally;
  /** How long it will take from here. */
  readonly timeLeft?: string | undefined;
  /** Why nothing more is started. */
  readonly note?: { readonly title: string; readonly text: string } | undefined;
  /** Where to sign in, when that is what it waits for. */
  readonly signInPath?: string | undefined;
  readonly acts: readonly { readonly act: BatchAct; readonly label: string }[];
};

/** The view of a batch for its author. */
export function batchView(batch: Batch): BatchView {
  const { id, version, state, tally, secondsLeft, awaitsSignIn } = batch;
  const isLeft = tally.working + tally.held > 0;
  return {
    version,
    tally,
    ends: state === 'over',
    goesOn: state === 'running' && !awaitsSignIn && isLeft,
    ...standOf(batch),
    timeLeft: secondsLeft === undefined || awaitsSignIn ? undefined : durationWords(secondsLeft),
    note: awaitsSignIn ? signInWords : stoppedWords(batch),
    signInPath: awaitsSignIn ? `/batches/${id}/sign-in` : undefined,
    acts: actsOf(batch),
  };
}

const signInWords = {
  title: 'Azure wants you to sign in again.',
  text: 'Nothing more is started until then, and nothing is lost: after your sign-in it goes on by itself, or asks you first where that took long.',
};

/** How a batch stands, in a word and its colour. A list of them does not know which ones wait for Azure. */
export function standOf({
  state,
  tally,
  awaitsSignIn,
  waits = false,
}: Pick<BatchSummary, 'state' | 'tally' | 'awaitsSignIn'> & Partial<Pick<Batch, 'waits'>>): Pick<
  StateWords,
  'word' | 'tone'
> {
  if (state === 'draft') return { word: 'Not started', tone: 'neutral' };
  if (state === 'over') return { word: 'Finished', tone: tallyTone(tally) };
  if (waits) return { word: 'Waiting', tone: 'neutral' };
  if (tally.working > 0) return { word: 'Under way', tone: 'busy' };
  if (awaitsSignIn) return { word: 'Waiting for your sign-in', tone: 'attention' };
  if (state === 'stopped') return { word: 'Stopped', tone: 'attention' };
  const asks = tally.held === 0 && tally.asks > 0;
  return asks
    ? { word: 'Waiting for you', tone: 'attention' }
    : { word: 'Under way', tone: 'busy' };
}

function stoppedWords({ state, stopped, tally }: Batch): BatchView['note'] {
  if (state !== 'stopped' || !stopped) return undefined;
  const why = stopped.failure && failureWords(stopped.failure).title;
  const rest =
    tally.working > 0 ? 'What is under way runs to its end.' : 'Nothing is under way any more.';
  switch (stopped.because) {
    case 'author':
      return { title: 'You stopped it.', text: rest };
    case 'first':
      return {
        title: `It stopped after the first cluster${why === undefined ? '' : `: ${why}`}.`,
        text: 'Nothing was sent to the others. Mend the cause and try again, go on without it, or cancel them.',
      };
    case 'late':
      return {
        title: 'It stopped: nothing could be started for some time.',
        text: 'Nobody knows whether it is still wanted. Go on, or cancel what has not started.',
      };
    case 'refusals':
      return {
        title: `It stopped after three of the same kind${why === undefined ? '' : `: ${why}`}.`,
        text: `${rest} Mend the cause and try again, or go on without those.`,
      };
  }
}

function actsOf(batch: Batch): BatchView['acts'] {
  const {
    state,
    tally: { held, failed, asks, total },
    changed = 0,
  } = batch;
  const those = notStarted(batch);
  const acts: readonly (BatchView['acts'][number] & { readonly when: boolean })[] = [
    { act: 'stop', label: 'Stop', when: state === 'running' && held > 0 },
    { act: 'go-on', label: `Go on with ${those}`, when: state === 'stopped' && held > 0 },
    { act: 'retry', label: retryLabel(batch), when: failed > 0 },
    {
      act: 'discard',
      label:
        total === 1 ? 'Discard it' : `Discard ${grouped(asks)} that ${asks === 1 ? 'asks' : 'ask'}`,
      when: asks > 0,
    },
    { act: 'cancel-rest', label: `Cancel ${those}`, when: held > 0 },
    { act: 'undo', label: `Undo on ${counted(changed, 'cluster')}…`, when: changed > 0 },
  ];
  return acts.filter(({ when }) => when).map(({ act, label }) => ({ act, label }));
}

/** A batch that was stopped goes on with the others as well. */
function retryLabel(batch: Batch): string {
  const { failed, held } = batch.tally;
  const again = `Try ${counted(failed, 'cluster')} again`;
  return batch.state === 'stopped' && held > 0 ? `${again}, then ${notStarted(batch)}` : again;
}

/** What has not been started, beside what has. */
function notStarted({ tally: { held, total } }: Batch): string {
  if (held < total) return held === 1 ? 'the other one' : `the other ${grouped(held)}`;
  return held === 1 ? 'it' : `all ${grouped(held)}`;
}
