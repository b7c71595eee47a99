'use client';
// Needs useActionState, to keep what was typed when the server answers; it works without script too.

import { useEffect, useRef } from 'react';
import type { EntryLine } from '#lib/changes/shown/entry-lines';
import { type ChangeFormState, type ChangeMode, submittedIn } from '#lib/changes/shown/form-state';
import type { FailureWords } from '#lib/failure-words';
import { Button } from '../ui/button.tsx';
import { FormRefusalCallout } from '../ui/form-refusal.tsx';
import { Hidden } from '../ui/hidden.tsx';
import { useKeptAction } from '../ui/use-kept-action.ts';
import { AddRanges } from './add-ranges.tsx';
import { EntriesTable, type LaterHolders } from './entries-table.tsx';
import { FirewallAddress, type FirewallSeen } from './firewall-address.tsx';
import { LeaveAsItIs } from './leave-as-it-is.tsx';
import { ReviewPanel } from './review-panel.tsx';

type ChangeFormAction = (state: ChangeFormState, form: FormData) => Promise<ChangeFormState>;

/**
 * The one form that edits who may reach a cluster: stage, review, apply. The browser sends what is to
 * be added and removed, never a list.
 */
export function ChangeForm({
  action,
  activityLog,
  initial,
  grant,
  clusterId,
  mode,
  lines,
  later,
  locations,
  counter,
  firewalls,
  cancelHref,
}: {
  action: ChangeFormAction;
  /** The cluster's, in the Azure portal. */
  activityLog: string;
  initial: ChangeFormState;
  /** Whom it is made for: another account in this browser would act with other rights. */
  grant: string;
  clusterId: string;
  /** A crossing has its own words and no list to mark. */
  mode: ChangeMode;
  lines: readonly EntryLine[];
  later: LaterHolders;
  /** Names of ranges that can be added by them. */
  locations: readonly string[];
  counter: string;
  /** Given where only the person can say where the nodes' traffic comes out: those they may choose from. */
  firewalls?: readonly FirewallSeen[] | undefined;
  cancelHref?: string;
}) {
  const [state, submit, pending] = useKeptAction(action, initial, unansweredState);
  const top = useRef<HTMLFormElement>(null);
  const seen = useRef(state);
  useEffect(() => {
    // Not compared with `initial`: that is another one whenever the page is read again.
    if (state === seen.current) return;
    const goesBack = seen.current.status === 'review' && state.status === 'editing';
    seen.current = state;
    top.current?.scrollIntoView({ block: 'nearest' });
    // With the review went the button that was pressed; to have its box is what it was pressed for.
    if (goesBack) top.current?.querySelector('textarea')?.focus({ preventScroll: true });
  }, [state]);
  return (
    <form ref={top} action={submit} className="grid gap-5">
      <Hidden fields={{ grant, cluster: clusterId, mode }} />
      {state.status === 'refused' && <FormRefusalCallout refusal={state.failure} />}
      {state.status === 'review' ? (
        <ReviewPanel
          key={state.key}
          state={state}
          activityLog={activityLog}
          pending={pending}
          cancelHref={cancelHref}
        />
      ) : mode === 'open' || mode === 'cluster-only' ? (
        <CrossingAgain state={state} pending={pending} cancelHref={cancelHref} />
      ) : (
        <>
          <Hidden fields={{ reason: state.submitted.reason, keepFor: state.submitted.keepFor }} />
          {mode === 'edit' && lines.length > 0 && (
            <section className="card" aria-label="Entries in the list">
              <EntriesTable
                lines={lines}
                later={later}
                removable
                marked={state.submitted.removals}
              />
            </section>
          )}
          <section className="card grid gap-3 p-4 md:p-5">
            {firewalls && <EnterReviews />}
            <AddRanges
              state={state}
              counter={counter}
              restricting={mode === 'restrict'}
              locations={locations}
            />
            {firewalls && <FirewallAddress state={state} seen={firewalls} />}
            <div className="flex flex-wrap items-center gap-2">
              <Button
                name="step"
                value="review"
                look="primary"
                aria-disabled={pending}
                className="untouched:border-line-strong untouched:bg-surface untouched:text-ink untouched:hover:bg-sunken"
              >
                {pending ? 'Reading the cluster…' : 'Review changes'}
              </Button>
              <LeaveAsItIs href={cancelHref} />
              <span className="text-xs text-muted">Nothing changes before you apply.</span>
            </div>
          </section>
        </>
      )}
    </form>
  );
}

/** A review stays, with what was ticked; the key in it makes one press of two. */
function unansweredState(
  state: ChangeFormState,
  form: FormData,
  why: FailureWords,
): ChangeFormState {
  const submitted = submittedIn(form);
  const { title, todo } = why;
  return state.status === 'review'
    ? { ...state, submitted, missing: `${title}. ${todo}` }
    : { status: 'refused', submitted, failure: why };
}

/** Enter in a field presses the first button of its form, which would be that of a suggestion. */
function EnterReviews() {
  return (
    <button
      type="submit"
      name="step"
      value="review"
      tabIndex={-1}
      aria-hidden
      className="sr-only"
    />
  );
}

/** A crossing that has no review to show: it lists nothing, so there is nothing to type. */
function CrossingAgain({
  state: { submitted },
  pending,
  cancelHref,
}: {
  state: ChangeFormState;
  pending: boolean;
  cancelHref: string | undefined;
}) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Hidden fields={{ reason: submitted.reason, confirm: submitted.confirmations }} />
      <Button name="step" value="review" aria-disabled={pending}>
        {pending ? 'Reading the cluster…' : 'Look again'}
      </Button>
      <LeaveAsItIs href={cancelHref} />
    </div>
  );
}
