import { z } from 'zod';
import type { Cluster, Operator } from '../../e2e/fixtures/azure.ts';
import { type Answered, ask, open, type Place } from './http.ts';

/** Somebody with a session, which holds at every process that shares the store. */
export type Person = { readonly cookie: string };

/** The hidden fields by which a form without script finds its action; the same for everybody. */
export type Form = ReadonlyMap<string, string>;

/** The three requests that a browser makes to sign in. */
export async function signIn(place: Place, { upn }: Operator): Promise<Person> {
  const begun = await ask(place, { path: '/sign-in' });
  const picked = await fetch(begun.location, {
    method: 'POST',
    body: new URLSearchParams({ person: upn }),
    redirect: 'manual',
  });
  const back = new URL(picked.headers.get('location') ?? '');
  const path = back.pathname + back.search;
  const { cookie, location } = await ask(place, { path, cookie: begun.cookie });
  if (!location.endsWith('/clusters')) throw new Error(`Not signed in, but sent to ${location}`);
  return { cookie };
}

/** Opens the page of a cluster and takes the hidden fields of its form. */
export async function openForm(place: Place, person: Person, cluster: Cluster): Promise<Form> {
  const { text } = await ask(place, { path: cluster.path, cookie: person.cookie });
  const form = text.split('<form').find((part) => part.includes('name="mode" value="edit"'));
  const inputs = form?.split('</form>')[0]?.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  const fields = inputs.map((input): [string, string] => [
    attribute(input, 'name'),
    attribute(input, 'value'),
  ]);
  const actions = fields.filter(([name]) => name.startsWith('$ACTION'));
  if (actions.length === 0) throw new Error(`No form to change the cluster:\n${text}`);
  return new Map(actions);
}

function attribute(input: string, name: string): string {
  const [, value = ''] = new RegExp(` ${name}="([^"]*)"`).exec(input) ?? [];
  return value.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
}

/** Posts the form as it is posted without script; answers the change's id. */
export async function addRange(
  place: Place,
  person: Person,
  form: Form,
  { cluster, range }: { readonly cluster: Cluster; readonly range: string },
): Promise<string> {
  const body = new FormData();
  for (const [name, value] of form) body.set(name, value);
  const fields = { cluster: cluster.id, mode: 'edit', step: 'apply', text: range };
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set('key', crypto.randomUUID());
  body.set('accessSeen', 'restricted');
  const path = cluster.path;
  const posted = await ask(place, { method: 'POST', path, cookie: person.cookie, body });
  return idOf(posted);
}

function idOf({ status, location, text }: Answered): string {
  const id = new URL(location, 'http://localhost').searchParams.get('change');
  if (status !== 303 || id === null) throw new Error(`The form was answered ${status}: ${text}`);
  return id;
}

const viewSchema = z.object({ word: z.string(), ends: z.boolean(), sentence: z.string() });
type View = z.infer<typeof viewSchema>;

/** Follows a change as its page does, until it has ended or `enough`. */
export async function follow(
  place: Place,
  { cookie }: Person,
  id: string,
  enough: (view: View) => boolean = () => false,
): Promise<View> {
  const stream = await open(place, { path: `/changes/${id}/events`, cookie });
  let text = '';
  for await (const piece of stream.setEncoding('utf8')) {
    text += String(piece);
    const [, last] = [...text.matchAll(/^data: (.*)\n\n/gm)].at(-1) ?? [];
    if (last === undefined) continue;
    const view = viewSchema.parse(JSON.parse(last));
    if (view.ends || enough(view)) {
      stream.destroy();
      return view;
    }
  }
  throw new Error(`The stream of ${id} ended early, after: ${text}`);
}
