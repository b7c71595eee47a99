'use client';
// Needs useActionState, to say why something was refused without losing the page; works without script.

import { useActionState } from 'react';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Callout } from '../ui/callout.tsx';

/** Set when the address was not taken: why, and what to do. */
export type AddMyIpState = {
  readonly failure?: { readonly title: string; readonly text: string; readonly todo: string };
  readonly missing?: string;
};

/** The one button that lets the person in, and what must be agreed to before. */
export function AddMyIpForm({
  action,
  clusterId,
  address,
  source,
  idempotencyKey,
  accessSeen,
  resourceUid,
  findings,
  cancelHref,
}: {
  action: (state: AddMyIpState, form: FormData) => Promise<AddMyIpState>;
  clusterId: string;
  address: string;
  source: 'detected' | 'typed';
  idempotencyKey: string;
  accessSeen: string;
  resourceUid: string | undefined;
  findings: readonly { key: string; title: string; text: string; needsConfirmation: boolean }[];
  cancelHref: string;
}) {
  const [state, submit, pending] = useActionState(action, {});
  return (
    <form action={submit} className="grid gap-4">
      <input type="hidden" name="cluster" value={clusterId} />
      <input type="hidden" name="address" value={address} />
      <input type="hidden" name="source" value={source} />
      <input type="hidden" name="key" value={idempotencyKey} />
      <input type="hidden" name="accessSeen" value={accessSeen} />
      {resourceUid !== undefined && <input type="hidden" name="resourceUid" value={resourceUid} />}
      {findings.map((finding) => (
        <label
          key={finding.key}
          className="flex items-start gap-3 rounded-[0.625rem] border border-warn/35 bg-warn-soft px-4 py-3"
        >
          {finding.needsConfirmation && (
            <input
              type="checkbox"
              name="confirm"
              value={finding.key}
              required
              className="mt-1 size-4 shrink-0 accent-accent"
            />
          )}
          <span className="min-w-0 text-pretty">
            <span className="block font-medium">{finding.title}</span>
            <span className="text-muted">{finding.text}</span>
          </span>
        </label>
      ))}
      {state.failure !== undefined && (
        <Callout tone="danger" title={state.failure.title} role="alert">
          <p>{state.failure.text}</p>
          <p className="mt-1 text-ink">{state.failure.todo}</p>
        </Callout>
      )}
      {state.missing !== undefined && (
        <p role="alert" className="font-medium text-danger">
          {state.missing}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" aria-disabled={pending} className="min-h-11 px-5 text-base">
          Add <span className="font-mono">{address}/32</span>
        </Button>
        <ButtonLink href={cancelHref} look="quiet" className="min-h-11">
          Not now
        </ButtonLink>
      </div>
    </form>
  );
}
