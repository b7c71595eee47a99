import { z } from 'zod';
import type { Operator } from '../../e2e/fixtures/azure.ts';
import { type FilledForm, postForm, takeForm } from './forms.ts';
import { ask, open, type Person, type Place } from './http.ts';

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

type Cluster = { readonly id: string; readonly path: string };

/** Opens the page of a cluster and takes what of its form is the same for every cluster and everybody. */
export async function openForm(
  place: Place,
  person: Person,
  { path }: Cluster,
): Promise<FilledForm> {
  const { fields } = await takeForm(place, person, path, 'name="mode" value="edit"');
  return { path, fields: fields.filter(([name]) => name.startsWith('$ACTION')) };
}

/** Posts the form as it is posted without script; answers the change's id. */
export async function addRange(
  place: Place,
  person: Person,
  form: FilledForm,
  { cluster: { id, path }, range }: { readonly cluster: Cluster; readonly range: string },
): Promise<string> {
  const changed = await postForm(place, person, { ...form, path }, [
    ...([
      ['cluster', id],
      ['mode', 'edit'],
      ['step', 'apply'],
      ['text', range],
    ] as const),
    ...([
      ['key', crypto.randomUUID()],
      ['accessSeen', 'restricted'],
    ] as const),
  ]);
  const change = changed.searchParams.get('change');
  if (change === null) throw new Error(`The form led to ${changed.href}`);
  return change;
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
    const [, last] = [...text.matchAll(/^event: change\ndata: (.*)\n\n/gm)].at(-1) ?? [];
    if (last === undefined) continue;
    const view = viewSchema.parse(JSON.parse(last));
    if (view.ends || enough(view)) {
      stream.destroy();
      return view;
    }
  }
  throw new Error(`The stream of ${id} ended early, after: ${text}`);
}
