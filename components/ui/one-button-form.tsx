'use client';
// Needs useActionState, to say why nothing was done; it works without script too.

import type { FormAct } from '#lib/changes/shown/form-state';
import { Button } from './button.tsx';
import { FormBar } from './form-bar.tsx';
import { FormRefusalCallout } from './form-refusal.tsx';
import { type Fields, Hidden } from './hidden.tsx';
import { useAct } from './use-kept-action.ts';

/** A small button, and what is sent when it is pressed. */
export function OneButtonForm({
  action,
  fields,
  label,
}: {
  action: FormAct;
  fields: Fields;
  label: string;
}) {
  const [{ refusal }, submit] = useAct(action);
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      <Hidden fields={fields} />
      {refusal !== undefined && <FormRefusalCallout refusal={refusal} />}
      <Button small>{label}</Button>
      <FormBar />
    </form>
  );
}
