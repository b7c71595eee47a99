'use client';
// Needs useActionState, to say why nothing was done; it works without script too.

import type { FormAct } from '#lib/changes/shown/form-state';
import { Button } from './button.tsx';
import { FormBar } from './form-bar.tsx';
import { FormRefusalCallout } from './form-refusal.tsx';
import { useAct } from './use-kept-action.ts';

/** A small button, and what is sent when it is pressed: by name, a text or several. */
export function OneButtonForm({
  action,
  fields,
  label,
}: {
  action: FormAct;
  fields: Readonly<Record<string, string | readonly string[]>>;
  label: string;
}) {
  const [{ refusal }, submit] = useAct(action);
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      {Object.entries(fields).flatMap(([name, texts]) =>
        [texts]
          .flat()
          .map((text) => <input key={`${name} ${text}`} type="hidden" name={name} value={text} />),
      )}
      {refusal !== undefined && <FormRefusalCallout refusal={refusal} />}
      <Button small>{label}</Button>
      <FormBar />
    </form>
  );
}
