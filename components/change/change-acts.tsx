'use client';
// Needs useActionState, to keep what was ticked when nothing was done; it works without script too.

import type { ChangeView } from '#lib/changes/shown/change-view';
import { agreedIn, type ChangeActState } from '#lib/changes/shown/form-state';
import type { FailureWords } from '#lib/failure-words';
import { Button, PlainLink } from '../ui/button.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { FormRefusalCallout } from '../ui/form-refusal.tsx';
import { Hidden } from '../ui/hidden.tsx';
import { useKeptAction } from '../ui/use-kept-action.ts';
import { FindingTick } from './finding-tick.tsx';
import { NameToOpen } from './name-to-open.tsx';

/** What the buttons of a change do: the form has its id, the button pressed, and what was agreed to. */
export type ActOnChange = (state: ChangeActState, form: FormData) => Promise<ChangeActState>;

/** What is asked of the author of a change, and what they may do with it. */
export function ChangeActs({
  change,
  act,
  activityLog,
  onSubmit,
}: {
  change: ChangeView;
  act: ActOnChange;
  activityLog: string | undefined;
  onSubmit: () => void;
}) {
  const [state, submit] = useKeptAction(act, { agreed: [], typedName: '' }, unansweredState);
  // Nobody is urged to open a cluster.
  const first = change.typeName === undefined ? 'yielding' : 'danger';
  return (
    <form action={submit} onSubmit={onSubmit} className="grid gap-3">
      <Hidden fields={{ change: change.id, confirm: change.agrees }} />
      <FormBar />
      {change.findings.map((finding) => (
        <FindingTick
          key={finding.key}
          finding={finding}
          activityLog={activityLog}
          ticked={state.agreed.includes(finding.key)}
        />
      ))}
      {change.typeName !== undefined && (
        <NameToOpen name={change.typeName} typed={state.typedName} strict />
      )}
      {state.refusal !== undefined && <FormRefusalCallout refusal={state.refusal} />}
      <div className="flex flex-wrap gap-2">
        {change.signInPath !== undefined && (
          <PlainLink href={change.signInPath} look="yielding">
            Sign in again
          </PlainLink>
        )}
        {change.acts.map(({ act: name, label, primary }) => (
          <Button
            key={name}
            name="act"
            value={name}
            look={primary ? first : 'plain'}
            formNoValidate={!primary}
          >
            {label}
          </Button>
        ))}
      </div>
    </form>
  );
}

function unansweredState(_: ChangeActState, form: FormData, why: FailureWords): ChangeActState {
  return { ...agreedIn(form), refusal: why };
}
