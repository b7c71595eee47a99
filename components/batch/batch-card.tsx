'use client';
// Needs useActionState, to say why an act was refused, and the batch as it is now.

import clsx from 'clsx';
import {
  type BatchOutcome,
  type BatchTally,
  endedOf,
  tallyWords,
} from '#lib/changes/shown/batch-outcomes';
import type { FormAct } from '#lib/changes/shown/form-state';
import { StateWord } from '../change/state-word.tsx';
import { Button, PlainLink } from '../ui/button.tsx';
import { Callout } from '../ui/callout.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { FormRefusalCallout } from '../ui/form-refusal.tsx';
import { useAct } from '../ui/use-kept-action.ts';
import { useLostFocus } from '../ui/use-lost-focus.ts';
import { useBatchNow } from './live-batch.tsx';

/** A started batch, followed live: how far it is, and what it may be told. `act` receives the button pressed. */
export function BatchCard({ batch, act }: { batch: string; act: FormAct }) {
  const [{ refusal }, submit] = useAct(act);
  const state = useLostFocus<HTMLParagraphElement>();
  const { tally, goesOn, word, tone, timeLeft, note, signInPath, acts } = useBatchNow();
  return (
    <section className="card grid gap-3 p-4 md:p-5">
      <div role="status" aria-label="Batch" className="grid gap-2">
        <p ref={state} tabIndex={-1} className="w-fit text-base font-semibold">
          <StateWord state={{ word, tone }} turns={goesOn || tone === 'busy'} />
        </p>
        <p className="text-muted tabular-nums">
          {tallyWords(tally)}
          {timeLeft !== undefined && ` · about ${timeLeft} left`}
        </p>
        <Bar tally={tally} />
      </div>
      {goesOn && <p className="text-xs text-muted">You may close this page: it goes on.</p>}
      {note && (
        <Callout
          tone="warn"
          title={note.title}
          actions={
            signInPath === undefined ? undefined : (
              <PlainLink href={signInPath}>Sign in again</PlainLink>
            )
          }
        >
          {note.text}
        </Callout>
      )}
      {refusal !== undefined && <FormRefusalCallout refusal={refusal} />}
      {acts.length > 0 && (
        <form action={submit} className="flex flex-wrap gap-2">
          <input type="hidden" name="batch" value={batch} />
          <FormBar />
          {acts.map(({ act: name, label }) => (
            <Button key={name} name="act" value={name}>
              {label}
            </Button>
          ))}
        </form>
      )}
    </section>
  );
}

const fills: readonly (readonly [BatchOutcome, string])[] = [
  ['done', 'bg-ok'],
  ['failed', 'bg-danger'],
  ['overtaken', 'bg-warn'],
  ['cancelled', 'bg-line-strong'],
  ['asks', 'bg-warn'],
  ['working', 'bg-accent/40'],
];

function Bar({ tally }: { tally: BatchTally }) {
  const { total } = tally;
  return (
    <div
      role="progressbar"
      aria-label="Clusters that have ended"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={endedOf(tally)}
      className="flex h-2 overflow-hidden rounded-full bg-sunken"
    >
      {fills.map(([outcome, fill]) => (
        <span
          key={outcome}
          className={clsx('transition-[width]', fill)}
          style={{ width: `${(100 * tally[outcome]) / Math.max(1, total)}%` }}
        />
      ))}
    </div>
  );
}
