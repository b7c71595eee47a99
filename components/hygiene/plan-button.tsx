'use client';
// Needs useActionState, to say why there is no plan; it works without script too.

import type { FormAct } from '#lib/changes/shown/form-state';
import { Button } from '../ui/button.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { FormRefusalCallout } from '../ui/form-refusal.tsx';
import { useAct } from '../ui/use-kept-action.ts';

/** The form behind a line. It names the line and the query of the view, never the clusters. */
export function PlanButton({
  action,
  kind,
  line,
  view,
  label,
}: {
  action: FormAct;
  kind: string;
  line: string;
  view: string;
  label: string;
}) {
  const [{ refusal }, submit] = useAct(action);
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="key" value={line} />
      <input type="hidden" name="view" value={view} />
      {refusal !== undefined && <FormRefusalCallout refusal={refusal} />}
      <Button small>{label}</Button>
      <FormBar />
    </form>
  );
}
