import { ask } from '../crash/harness/http.ts';
import type { Person } from '../crash/harness/person.ts';
import type { House } from './house.ts';

/** A form of a page as it is posted without script: the path it is on and the fields that are filled in. */
export type Form = {
  readonly path: string;
  readonly fields: readonly (readonly [string, string])[];
};

/** Opens a page and takes the form in whose markup this stands. Throws where there is none. */
export async function openForm(
  { place }: House,
  { cookie }: Person,
  path: string,
  mark: string,
): Promise<Form> {
  const { text, status } = await ask(place, { path, cookie });
  const forms = text.split('<form').slice(1);
  const form = forms.find((part) => part.split('</form>')[0]?.includes(mark));
  const inputs = form?.split('</form>')[0]?.match(/<input[^>]*type="hidden"[^>]*>/g);
  if (!inputs) throw new Error(`${path} (${status}) has no form with ${mark}`);
  const fields = inputs.map(
    (input) => [attribute(input, 'name'), attribute(input, 'value')] as const,
  );
  return { path, fields };
}

/** Posts a form with more fields; answers where it leads. Throws where it leads nowhere. */
export async function post(
  { place }: House,
  { cookie }: Person,
  { path, fields }: Form,
  more: readonly (readonly [string, string])[] = [],
): Promise<URL> {
  const body = new FormData();
  for (const [name, value] of [...fields, ...more]) body.append(name, value);
  const { status, location } = await ask(place, { method: 'POST', path, cookie, body });
  if (status !== 303) throw new Error(`The form of ${path} was answered ${status}`);
  return new URL(location, place.publicUrl);
}

/** Tells a session where its person comes from, as the first page does. */
export async function learnAddress(
  { place }: House,
  { cookie }: Person,
  address: string,
): Promise<void> {
  const headers = { cookie, origin: place.publicUrl };
  const url = `${place.publicUrl}/address/seen`;
  const answer = await fetch(url, { method: 'POST', headers, body: address });
  await answer.text();
  if (!answer.ok) throw new Error(`The address was not kept: ${answer.status}`);
}

function attribute(input: string, name: string): string {
  const [, value = ''] = new RegExp(` ${name}="([^"]*)"`).exec(input) ?? [];
  return value.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
}
