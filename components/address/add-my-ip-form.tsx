'use client';
// Needs useActionState, to say why something was refused without losing the page; works without script.

import type { FormRefusal } from '#lib/changes/shown/form-state';
import type { FindingWords } from '#lib/ranges/finding-words';
import { FindingTick } from '../change/finding-tick.tsx';
import { KeepFor } from '../change/keep-for.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormRefusalCallout } from '../ui/form-refusal.tsx';
import { type Fields, Hidden } from '../ui/hidden.tsx';
import { useKeptAction } from '../ui/use-kept-action.ts';

/** Set when the address was not taken: why, and what to do. */
export type AddMyIpState = {
  readonly failure?: FormRefusal;
  readonly missing?: string;
};

/** The one button that lets the person in, and what must be agreed to before. */
export function AddMyIpForm({
  action,
  address,
  fields,
  findings,
  activityLog,
  urges,
  swap,
  keepFor,
  cancelHref,
}: {
  action: (state: AddMyIpState, form: FormData) => Promise<AddMyIpState>;
  address: string;
  fields: Fields;
  findings: readonly FindingWords[];
  activityLog: string;
  /** Nothing is known for which Azure would refuse it. */
  urges: boolean;
  swap: string | undefined;
  /** For how long, in seconds, unless they choose otherwise. */
  keepFor: number | undefined;
  cancelHref: string;
}) {
  const [state, submit, pending] = useKeptAction(action, {}, (_, __, failure) => ({ failure }));
  return (
    <form action={submit} className="grid grid-cols-1 gap-4">
      <Hidden fields={fields} />
      {findings.map((finding) => (
        <FindingTick key={finding.key} finding={finding} activityLog={activityLog} />
      ))}
      {state.failure !== undefined && <FormRefusalCallout refusal={state.failure} />}
      {state.missing !== undefined && (
        <p role="alert" className="font-medium text-danger">
          {state.missing}
        </p>
      )}
      <KeepFor chosen={keepFor?.toString()} />
      <div className="flex flex-wrap gap-2">
        <Button
          look={urges ? 'primary' : 'plain'}
          aria-disabled={pending}
          className="min-h-11 px-5 text-base"
        >
          Add <span className="font-mono">{address}/32</span>
        </Button>
        {swap !== undefined && (
          <Button name="swap" value={swap} aria-disabled={pending} className="min-h-11">
            <span className="whitespace-normal">
              Swap <span className="font-mono">{swap}</span> for{' '}
              <span className="font-mono">{address}/32</span>
            </span>
          </Button>
        )}
        <ButtonLink href={cancelHref} look="quiet" className="min-h-11">
          Not now
        </ButtonLink>
      </div>
      {swap !== undefined && (
        <p className="text-xs text-pretty text-muted">
          You added <span className="font-mono">{swap}</span> before. If you are not there any more,
          swapping takes it out in the same change.
        </p>
      )}
    </form>
  );
}
