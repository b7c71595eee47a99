import { z } from 'zod';
import type { Cluster } from './azure.ts';
import type { Person } from './person.ts';
import type { Filling, Sheet } from './sheet.ts';

/** What is asked to be added to a list, unless the test says otherwise. */
export const wanted = '194.168.1.0/24';

/** Where something is shown: a page, or the path that an answer leads to. */
type Shown = Pick<Sheet, 'path'>;

/** Opens a cluster, stages one more range, and stops at the review. */
export async function review(person: Person, cluster: Cluster, range = wanted): Promise<Sheet> {
  const page = await person.open(cluster.path);
  const filling = { fill: { 'Add ranges': range } };
  const reviewed = await person.press(page, 'Review changes', filling);
  if (reviewed.part('Review') === '') throw new Error(`There is no review:\n${reviewed.text}`);
  return reviewed;
}

/**
 * Opens a cluster, stages one more range, reviews and applies it; answers the page that shows what becomes of
 * it.
 */
export async function ask(person: Person, cluster: Cluster, range = wanted): Promise<Sheet> {
  return person.press(await review(person, cluster, range), 'Apply');
}

/** Presses **Apply** and waits until the change is done; answers the page that shows it. */
export async function apply(person: Person, reviewed: Sheet, filling?: Filling): Promise<Sheet> {
  return expectBecomes(person, await person.press(reviewed, 'Apply', filling), 'Done');
}

/** Makes a button ready, so that pressing it is one request; that answers where the change is shown. */
export async function ready(
  person: Person,
  page: Sheet,
  button: string,
): Promise<() => Promise<Shown>> {
  const post = await page.post(button);
  return async () => {
    const { status, headers } = await person.submit(post);
    if (status !== 303) throw new Error(`${button} was answered ${status}`);
    return { path: String(headers['location']) };
  };
}

const viewSchema = z.object({ word: z.string(), ends: z.boolean() });
/** What the page of a change or a batch is told at an event. */
type View = z.infer<typeof viewSchema>;

/**
 * Follows the change that a page shows, as the page itself does, until it is in this state and its page
 * has each of these words; answers that page.
 */
export async function expectBecomes(
  person: Person,
  { path }: Shown,
  state: string,
  words: readonly string[] = [],
): Promise<Sheet> {
  const page = `${path.split('?')[0]}?change=${changeIn({ path })}`;
  const where = { events: eventsOf({ path }), page, part: 'Change' };
  return expectWords(person, where, [state, ...words]);
}

/** As `expectBecomes`, for the batch that a page shows. */
export function expectBatch(
  person: Person,
  { path }: Shown,
  state: string,
  words: readonly string[] = [],
): Promise<Sheet> {
  const page = path.split('?')[0] ?? path;
  return expectWords(person, { events: `${page}/events`, page, part: 'Batch' }, [state, ...words]);
}

/** Follows a change until it has ended, or is in this state; answers how it is then, and opens no page. */
export async function untilEnd(person: Person, change: Shown, state?: string): Promise<View> {
  const seen: string[] = [];
  for await (const view of viewsOf(person, eventsOf(change))) {
    if (view.ends || view.word === state) return view;
    seen.push(view.word);
  }
  throw new Error(`The events of ${change.path} ended early, after: ${seen.join(', ')}`);
}

/** The id of the change that a page shows. */
export function changeIn({ path }: Shown): string {
  return new URL(path, 'http://localhost').searchParams.get('change') ?? '';
}

function eventsOf(shown: Shown): string {
  return `/changes/${changeIn(shown)}/events`;
}

async function expectWords(
  person: Person,
  where: { readonly events: string; readonly page: string; readonly part: string },
  words: readonly string[],
): Promise<Sheet> {
  const seen: string[] = [];
  for await (const { word } of viewsOf(person, where.events)) {
    seen.push(word);
    if (word !== words[0]) continue;
    const page = await person.open(where.page);
    const shown = page.part(where.part);
    seen.push(shown);
    if (words.every((each) => shown.includes(each))) return page;
  }
  throw new Error(`${where.part} never read: ${words.join('; ')}\nIt read:\n${seen.join('\n')}`);
}

/** A change or a batch at each of its events. */
async function* viewsOf(person: Person, events: string): AsyncGenerator<View> {
  const stream = await person.stream({ path: events });
  let text = '';
  for await (const piece of stream.setEncoding('utf8')) {
    const complete = (text + String(piece)).split('\n\n');
    text = complete.pop() ?? '';
    for (const event of complete) {
      const [, view] = /^event: (?:change|batch)\ndata: (.*)$/m.exec(event) ?? [];
      if (view !== undefined) yield viewSchema.parse(JSON.parse(view));
    }
  }
}
