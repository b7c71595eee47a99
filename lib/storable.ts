/**
 * A store cannot keep NUL, nor half a character, which a cut may leave: in their place stands the mark for
 * what could not be read, so that people see it.
 */
export function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}
