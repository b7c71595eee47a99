'use client';
// Needs useActionState, to say why nothing was left out; it works without script too.

import type { FormAct } from '#lib/changes/shown/form-state';
import { counted } from '#lib/grouped';
import { Button } from '../ui/button.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { FormRefusalCallout } from '../ui/form-refusal.tsx';
import { useAct } from '../ui/use-kept-action.ts';

/** Takes clusters out of a plan; `clusters` are their keys. */
export function LeaveOut({
  action,
  batch,
  clusters,
}: {
  action: FormAct;
  batch: string;
  clusters: readonly string[];
}) {
  const [{ refusal }, submit] = useAct(action);
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      <input type="hidden" name="batch" value={batch} />
      {clusters.map((key) => (
        <input key={key} type="hidden" name="cluster" value={key} />
      ))}
      {refusal !== undefined && <FormRefusalCallout refusal={refusal} />}
      <Button small>Leave out {counted(clusters.length, 'cluster')}</Button>
      <FormBar />
    </form>
  );
}
