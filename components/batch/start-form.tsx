'use client';
// Needs useActionState, to keep what was typed when nothing started; it works without script too.

import { createContext, type ReactNode, use, useEffect, useRef } from 'react';
import type { FormRefusal } from '#lib/changes/shown/form-state';
import { formText, textsIn } from '#lib/changes/shown/form-text';
import type { FailureWords } from '#lib/failure-words';
import { forgetSelection } from '../fleet/use-selection.ts';
import { Button } from '../ui/button.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { FormRefusalCallout } from '../ui/form-refusal.tsx';
import { useKeptAction } from '../ui/use-kept-action.ts';

/** What was typed and ticked, and why nothing has started with it: in our words, or in those of a failure. */
export type StartState = {
  readonly reason: string;
  /** The findings that were agreed to, by what agreeing to them names. */
  readonly agreed: readonly string[];
  readonly because?: string;
  readonly refusal?: FormRefusal;
};

const Started = createContext<StartState>({ reason: '', agreed: [] });

/** The form around the parts of a plan: the ticks in it, and at its end what starts it. */
export function StartForm({
  action,
  reason,
  children,
}: {
  action: (state: StartState, form: FormData) => Promise<StartState>;
  /** As it was kept with the plan. */
  reason: string;
  children: ReactNode;
}) {
  const [state, submit] = useKeptAction(action, { reason, agreed: [] }, unansweredState);
  return (
    <form
      action={submit}
      onSubmit={useDoneWith(state)}
      className="grid grid-cols-1 gap-4"
      aria-label="Start the plan"
    >
      <Started value={state}>{children}</Started>
    </form>
  );
}

/** Ends the selection in the list when a sent form goes away: only one that started nothing stays. */
function useDoneWith(state: StartState): () => void {
  const sent = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new state says why nothing has started.
  useEffect(() => {
    sent.current = false;
  }, [state]);
  useEffect(
    () => () => {
      if (sent.current) forgetSelection();
    },
    [],
  );
  return () => {
    sent.current = true;
  };
}

function unansweredState(_: StartState, form: FormData, why: FailureWords): StartState {
  return { reason: formText(form, 'reason'), agreed: textsIn(form, 'agree'), refusal: why };
}

/** A box that agrees to what a part of the plan asks: its words. */
export function AgreeTick({ value, children }: { value: string; children: ReactNode }) {
  const { agreed } = use(Started);
  return (
    <label className="flex items-start gap-3 border-b border-line bg-warn-soft px-3 py-3">
      <input
        type="checkbox"
        name="agree"
        value={value}
        defaultChecked={agreed.includes(value)}
        className="mt-1 size-4 shrink-0 accent-accent"
      />
      <span className="max-w-[84ch] text-pretty">{children}</span>
    </label>
  );
}

/** Why nothing has started. */
export function WhyNotStarted() {
  const { because, refusal } = use(Started);
  return (
    <>
      {refusal !== undefined && <FormRefusalCallout refusal={refusal} />}
      {because !== undefined && (
        <p role="alert" className="font-medium text-danger">
          {because}
        </p>
      )}
    </>
  );
}

/**
 * The reason, and the button; `asks`: whether there is something to tick; `takes`: about how long all of it
 * will take, where it is about more than one cluster.
 */
export function StartBar({ asks, takes }: { asks: boolean; takes: string | undefined }) {
  const { reason } = use(Started);
  return (
    <>
      <label className="grid max-w-xl gap-1">
        <span className="text-xs text-muted">Reason (optional, kept with each change)</span>
        <input name="reason" maxLength={200} key={reason} defaultValue={reason} className="field" />
      </label>
      <p className="max-w-prose text-xs text-muted">
        {takes !== undefined &&
          `The others follow when the first is done, a few at a time; all of them take about ${takes}. It stops by itself when the first is refused, or three of the same kind. `}
        {asks && 'What needs your yes is left out unless you tick it.'}
      </p>
      <div className="sticky bottom-0 grid gap-3 border-t print:hidden border-line bg-canvas py-3">
        <WhyNotStarted />
        <div className="flex flex-wrap items-center gap-3">
          <Button look="primary">{takes === undefined ? 'Start' : 'Start with one cluster'}</Button>
          <FormBar />
        </div>
      </div>
    </>
  );
}
