'use client';
// Needs useActionState, to keep what was typed when the server answers; it works without script too.

import { type ChangeFormState, nothingSubmitted, submittedIn } from '#lib/changes/shown/form-state';
import type { FailureWords } from '#lib/failure-words';
import { grouped } from '#lib/grouped';
import { KeepFor } from '../change/keep-for.tsx';
import { AddRanges } from '../cluster/add-ranges.tsx';
import { Addresses } from '../ui/addresses.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormRefusalCallout } from '../ui/form-refusal.tsx';
import { useKeptAction } from '../ui/use-kept-action.ts';
import { useLostFocus } from '../ui/use-lost-focus.ts';
import { namesAddress } from './names-address.ts';

/** What is to be added to and removed from many lists at once. */
export function DraftForm({
  batch,
  add,
  remove,
  keepFor,
  own,
  locations,
  open,
  planHref,
  action,
}: {
  batch: string;
  add: readonly string[];
  remove: readonly string[];
  /** For how long what is added stays, in seconds. */
  keepFor: number | undefined;
  /** The person's own address, where it is known. */
  own?: string | undefined;
  /** Names of ranges that can be added by them. */
  locations: readonly string[];
  /** Clusters that are open to the internet: to add a range closes them to all others. */
  open: number;
  /** The way back to the plan of what was asked before, where there is one. */
  planHref?: string | undefined;
  action: (state: ChangeFormState, form: FormData) => Promise<ChangeFormState>;
}) {
  const initial: ChangeFormState = {
    status: 'editing',
    submitted: {
      ...nothingSubmitted,
      text: add.join('\n'),
      removals: remove,
      keepFor: String(keepFor ?? ''),
    },
  };
  const [state, submit, pending] = useKeptAction(action, initial, unansweredState);
  const removals = state.submitted.removals.join('\n');
  const box = useLostFocus<HTMLTextAreaElement>();
  const offersOwn = own !== undefined && !namesAddress(state.submitted.text, own);
  return (
    <form action={submit} className="card grid gap-4 p-4 md:p-5" aria-label="What to change">
      <input type="hidden" name="batch" value={batch} />
      <div className="grid gap-4 lg:grid-cols-2">
        <div className="grid content-start gap-3">
          <AddRanges state={state} counter="" restricting={false} locations={locations} box={box} />
          <KeepFor key={state.submitted.keepFor} chosen={state.submitted.keepFor} />
        </div>
        <div className="grid content-start gap-1.5">
          <label htmlFor="remove-entries" className="font-medium">
            Remove entries
          </label>
          <p id="remove-entries-help" className="text-xs text-muted">
            One a line, as they stand in the lists. Where one is missing, that is fine.
          </p>
          <textarea
            id="remove-entries"
            name="remove"
            rows={Math.min(12, Math.max(3, state.submitted.removals.length + 1))}
            defaultValue={removals}
            key={removals}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            aria-describedby="remove-entries-help"
            className="field resize-y font-mono text-[0.8125rem]"
          />
        </div>
      </div>
      {open > 0 && (
        <p className="text-pretty text-muted">
          {open === 1 ? '1 of these clusters is' : `${grouped(open)} of these clusters are`} open to
          the internet. Where there is no list, what you add becomes it and nobody else gets in; the
          plan asks you first.
        </p>
      )}
      {state.status === 'refused' && <FormRefusalCallout refusal={state.failure} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" aria-disabled={pending}>
          {pending ? 'Judging each cluster…' : 'Show the plan'}
        </Button>
        {offersOwn && (
          <Button name="own" value={own}>
            <span>
              Add my IP (<Addresses text={own} />)
            </span>
          </Button>
        )}
        {planHref !== undefined && (
          <ButtonLink look="quiet" href={planHref}>
            Leave it as it was
          </ButtonLink>
        )}
        <span className="text-xs text-muted">Nothing changes before you start it.</span>
      </div>
    </form>
  );
}

function unansweredState(_: ChangeFormState, form: FormData, why: FailureWords): ChangeFormState {
  const { removals: typed, ...submitted } = submittedIn(form);
  const removals = typed.flatMap((text) => text.split('\n'));
  return { status: 'refused', submitted: { ...submitted, removals }, failure: why };
}
