import { grouped } from '#lib/grouped';
import { type ChangeState, changeStates } from './states.ts';
import type { StateWords } from './words.ts';

/** What the places of a batch have come to; what wants its author's eyes goes first. */
export const batchOutcomes = [
  'failed',
  'asks',
  'overtaken',
  'working',
  'held',
  'cancelled',
  'done',
] as const;

/** `failed`: ended without doing what was asked, and not because its author wanted so. */
export type BatchOutcome = (typeof batchOutcomes)[number];

const outcomes: Readonly<Record<ChangeState, BatchOutcome>> = {
  held: 'held',
  queued: 'working',
  reading: 'working',
  waiting: 'working',
  'needs-confirmation': 'asks',
  'needs-sign-in': 'asks',
  sending: 'working',
  applying: 'working',
  done: 'done',
  overtaken: 'overtaken',
  refused: 'failed',
  failed: 'failed',
  'outcome-unknown': 'failed',
  cancelled: 'cancelled',
};

/** The states of one outcome, or of all of them, in their order. */
export function statesOf(outcome?: BatchOutcome): readonly ChangeState[] {
  const wanted = outcome === undefined ? batchOutcomes : [outcome];
  return wanted.flatMap((each) => changeStates.filter((state) => outcomes[state] === each));
}

/** How many places of a batch are in each state, by the newest change of each. */
export type StateCounts = Readonly<Partial<Record<ChangeState, number>>>;

/** How many places of a batch have come to what. */
export type BatchTally = Readonly<Record<BatchOutcome | 'total', number>>;

/** Counts what is alike to a person. */
export function tallyOf(counts: StateCounts): BatchTally {
  const sum = (outcome?: BatchOutcome) =>
    statesOf(outcome).reduce((all, state) => all + (counts[state] ?? 0), 0);
  return {
    failed: sum('failed'),
    asks: sum('asks'),
    overtaken: sum('overtaken'),
    working: sum('working'),
    held: sum('held'),
    cancelled: sum('cancelled'),
    done: sum('done'),
    total: sum(),
  };
}

/** How many have ended, however. */
export function endedOf({ failed, overtaken, cancelled, done }: BatchTally): number {
  return failed + overtaken + cancelled + done;
}

/**
 * `17 of 19 done, 2 cancelled`: what has ended badly is never counted among what is done. Of one alone:
 * `1 cluster not started`. `whom`: its author, as the reader calls them; `held`: what those are that are held.
 */
export function tallyWords(tally: BatchTally, whom = 'you', held = 'not started'): string {
  const words: readonly (readonly [number, string])[] = [
    [tally.failed, 'not done'],
    [tally.overtaken, 'overtaken'],
    [tally.asks, `${tally.asks === 1 ? 'asks' : 'ask'} for ${whom}`],
    [tally.working, 'under way'],
    [tally.held, held],
    [tally.cancelled, 'cancelled'],
  ];
  const some = words.filter(([many]) => many > 0);
  if (tally.total === 1) return `1 cluster ${some[0]?.[1] ?? 'done'}`;
  const others = some.map(([many, word]) => `${grouped(many)} ${word}`);
  return [`${grouped(tally.done)} of ${grouped(tally.total)} done`, ...others].join(', ');
}

/**
 * The colour of a tally: what wants its author's eyes comes before what runs, and only a batch that is done
 * as a whole is good.
 */
export function tallyTone(tally: BatchTally): StateWords['tone'] {
  const { failed, asks, overtaken, working, held, done, total } = tally;
  if (failed + asks + overtaken > 0) return 'attention';
  if (working + held > 0) return 'busy';
  return done === total ? 'good' : 'neutral';
}

/**
 * How many changes of a batch, the last that were done, tell its pace: how long one of them took on average.
 */
export const pacePlaces = 50;
