import { setTimeout } from 'node:timers/promises';
import { openList, planBatch, postForm } from '../crash/harness/forms.ts';
import { ask, type Person } from '../crash/harness/http.ts';
import type { Known } from './azure.ts';
import type { House } from './house.ts';

/** How a batch went. Times are in milliseconds. */
type BatchRun = {
  /** From the selection to the plan of it on the page. */
  readonly planMs: number;
  /** From the click that starts it to the end of its last change. */
  readonly runMs: number;
  readonly done: number;
};

/** Often enough to tell seconds. */
const lookEveryMs = 1000;

/** Selects clusters in the list, plans one range more for them, starts it and waits for its end. */
export async function runBatch(
  house: House,
  person: Person,
  clusters: readonly Known[],
  range: string,
): Promise<BatchRun> {
  const list = await openList(house.place, person);
  const begun = performance.now();
  const plan = await planBatch(house.place, person, list, clusters, range);
  const planMs = performance.now() - begun;

  const started = performance.now();
  await postForm(house.place, person, plan);
  const done = await whenOver(house, person, plan.path);
  return { planMs, runMs: performance.now() - started, done };
}

/** Looks at its page until it is over; answers how many clusters were changed. */
async function whenOver({ place }: House, { cookie }: Person, path: string): Promise<number> {
  for (;;) {
    const { text } = await ask(place, { path, cookie });
    const [, done = '0'] =
      /([\d,]+)(?:<!-- -->)? of (?:<!-- -->)?[\d,]+(?:<!-- -->)? done/.exec(text) ?? [];
    if (text.includes('>Finished<')) return Number(done.replaceAll(',', ''));
    if (!text.includes('>Under way<')) throw new Error(`The batch stopped after ${done}`);
    await setTimeout(lookEveryMs);
  }
}
