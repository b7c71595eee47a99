/**
 * What was typed into a field; empty where the form has none of it. A store cannot keep NUL, nor half a
 * character: in their place stands the mark for what could not be read, so that people see it.
 */
export function formText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? storable(value) : '';
}

/** The same for text that has been read from a form already, or cut. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}

/** A reason for a change, as it is kept: its field takes 200 UTF-16 units. */
export function reasonIn(form: FormData): string {
  return storable(formText(form, 'reason').trim().slice(0, 200));
}
