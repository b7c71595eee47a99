import { setTimeout } from 'node:timers/promises';
import { ready } from '../outside/changes.ts';
import type { Person } from '../outside/person.ts';
import type { Known } from './azure.ts';

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
  person: Person,
  clusters: readonly Known[],
  range: string,
): Promise<BatchRun> {
  const list = await person.open('/clusters');
  const begun = performance.now();
  const also = clusters.map(({ id }) => ['cluster', id.toLowerCase()] as const);
  const draft = await person.press(list, 'Change the selected clusters…', { also });
  const plan = await person.press(draft, 'Show the plan', { fill: { 'Add ranges': range } });
  const planMs = performance.now() - begun;

  const start = await ready(person, plan, 'Start with one cluster');
  const started = performance.now();
  const { path } = await start();
  const done = await whenOver(person, path);
  return { planMs, runMs: performance.now() - started, done };
}

/** Looks at its page until it is over; answers how many clusters were changed. */
async function whenOver(person: Person, path: string): Promise<number> {
  for (;;) {
    const shown = (await person.open(path)).part('Batch');
    const [, done = '0'] = /([\d,]+) of [\d,]+ done/.exec(shown) ?? [];
    if (shown.includes('Finished')) return Number(done.replaceAll(',', ''));
    if (!shown.includes('Under way')) throw new Error(`The batch stopped after ${done}`);
    await setTimeout(lookEveryMs);
  }
}
