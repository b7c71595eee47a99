import { storable } from '#lib/storable';

// The only way to what a form holds, so that nothing of it is more than a store can keep.

/** What all fields of one name hold. */
export function textsIn(form: FormData, name: string): readonly string[] {
  return form.getAll(name).flatMap((value) => (typeof value === 'string' ? [storable(value)] : []));
}

/** What was typed into a field; empty where the form has none of it. */
export function formText(form: FormData, name: string): string {
  return textsIn(form, name)[0] ?? '';
}

/** All texts of a form by the names of their fields, the last of each name. */
export function fieldsIn(form: FormData): Readonly<Record<string, string>> {
  const names = [...new Set(form.keys())];
  return Object.fromEntries(
    names.flatMap((name) => textsIn(form, name).map((text) => [name, text])),
  );
}

/** A reason for a change, as it is kept: its field takes 200 UTF-16 units. */
export function reasonIn(form: FormData): string {
  return storable(formText(form, 'reason').trim().slice(0, 200));
}
