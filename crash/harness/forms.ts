import { ask, type Person, type Place } from './http.ts';

/** A form of a page as it is posted without script: the path it is on and the fields that are filled in. */
export type FilledForm = {
  readonly path: string;
  readonly fields: readonly (readonly [string, string])[];
};

/** Opens a page and takes the form in whose markup this stands. Throws where there is none. */
export async function takeForm(
  place: Place,
  { cookie }: Person,
  path: string,
  mark: string,
): Promise<FilledForm> {
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
export async function postForm(
  place: Place,
  { cookie }: Person,
  { path, fields }: FilledForm,
  more: readonly (readonly [string, string])[] = [],
): Promise<URL> {
  const body = new FormData();
  for (const [name, value] of [...fields, ...more]) body.append(name, value);
  const { status, location } = await ask(place, { method: 'POST', path, cookie, body });
  if (status !== 303) throw new Error(`The form of ${path} was answered ${status}`);
  return new URL(location, place.publicUrl);
}

/** The list of clusters, in which some can be selected. */
export function openList(place: Place, person: Person): Promise<FilledForm> {
  return takeForm(place, person, '/clusters', 'aria-label="Select clusters"');
}

/** Selects clusters in the list and asks for one range more; the plan of it, which starts when it is posted. */
export async function planBatch(
  place: Place,
  person: Person,
  list: FilledForm,
  clusters: readonly { readonly id: string }[],
  range: string,
): Promise<FilledForm> {
  const keys = clusters.map(({ id }) => ['cluster', id.toLowerCase()] as const);
  const selected = [['which', 'selected'] as const, ...keys];
  const { pathname } = await postForm(place, person, list, selected);
  const draft = await takeForm(place, person, pathname, 'name="text"');
  await postForm(place, person, draft, [['text', range]]);
  return takeForm(place, person, pathname, 'aria-label="Plan"');
}

function attribute(input: string, name: string): string {
  const [, value = ''] = new RegExp(` ${name}="([^"]*)"`).exec(input) ?? [];
  return value.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
}
