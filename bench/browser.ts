import type { Browser, Page } from 'playwright';
import type { Bench, Figure, Row } from './figure.ts';
import { isQuiet, takeNotes, watchFor, whenFound } from './in-page.ts';
import { other } from './people.ts';
import { duration, spread, summarise } from './statistics.ts';
import { azureLatencyMs, type Testbed, withTestbed } from './testbed.ts';
import { inBrowser, signedInPage } from './window.ts';

const counts = { warmUp: 3, n: 5 };
const word = 'payments';
/** As fast as people type. */
const betweenKeysMs = 120;
const seesMs = 100;
const quietMs = 700;

/** Ten thousand rows in Chromium: to see them, to search them, to select them all. */
export const browserFigure: Figure = {
  name: 'browser',
  title: 'The fleet page in Chromium',
  ofProduct: true,
  measure: (bench) => {
    const options = { subscriptions: 1000, clusters: 10, entries: 20, latencyMs: azureLatencyMs };
    return withTestbed(bench, options, (testbed) =>
      inBrowser(async (browser) => {
        const samples: Sample[] = [];
        for (let at = 0; at < counts.warmUp + counts.n; at += 1) {
          const sample = await visit(bench, testbed, browser, at);
          if (at >= counts.warmUp) samples.push(sample);
        }
        return rowsOf(samples);
      }),
    );
  },
};

type Sample = Awaited<ReturnType<typeof visit>>;

async function visit(bench: Bench, testbed: Testbed, browser: Browser, at: number) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await signedInPage(context, testbed, other(at));
    await page.addInitScript(takeNotes);
    await page.goto(`${testbed.place.publicUrl}/clusters`, { waitUntil: 'load' });
    await page.waitForFunction(isQuiet, quietMs);
    const seen = await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType('navigation');
      const { firstRow } = window.benchNotes;
      return { firstRow, complete: navigation?.duration ?? 0 };
    });
    const typed = await type(page);
    const selected = await selectAll(page).catch((error: unknown) => {
      bench.say(`Nothing selected: ${String(error).split('\n')[0]}`);
      return undefined;
    });
    return { ...seen, typed, selected };
  } finally {
    await context.close();
  }
}

/** Types a word into the search; how long the longest key took, and how long until the rows stood still. */
async function type(page: Page) {
  const box = page.getByLabel('Search clusters');
  await box.click();
  await page.waitForFunction(isQuiet, quietMs);
  await forget(page);
  // In the page itself: the last key is followed by a pause as well, in which nobody here could look.
  await page.evaluate(watchFor, word);
  await box.pressSequentially(word, { delay: betweenKeysMs });
  const found = await page.waitForFunction(whenFound);
  const settledAt = await found.jsonValue();
  await page.waitForFunction(isQuiet, quietMs);
  const measured = await interaction(page);
  await box.fill('');
  await page.waitForFunction(isQuiet, quietMs);
  return { ...measured, settled: Math.max(0, settledAt - measured.lastInput) };
}

/** Selects one row, and then all that there are. */
async function selectAll(page: Page) {
  const timeout = 3_000;
  await page
    .getByRole('table', { name: 'Clusters' })
    .getByRole('checkbox')
    .nth(1)
    .check({ timeout });
  const all = page.getByRole('button', { name: /^Select all/ });
  await all.waitFor({ timeout });
  await page.waitForFunction(isQuiet, quietMs);
  await forget(page);
  await all.click({ timeout });
  await page.getByText('10,000 of 10,000 selected').waitFor({ timeout: 20_000 });
  await page.waitForFunction(isQuiet, quietMs);
  return interaction(page);
}

async function forget(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(window.benchNotes, { durations: [], longTasks: [] });
  });
}

function interaction(page: Page) {
  return page.evaluate(() => {
    const { durations, longTasks, lastChange, lastInput } = window.benchNotes;
    return {
      // Below the observer's threshold there is no entry: it was faster than a frame.
      longest: Math.max(16, ...durations),
      blocked: Math.max(0, ...longTasks),
      settled: Math.max(0, lastChange - lastInput),
      lastInput,
    };
  });
}

function rowsOf(samples: readonly Sample[]): Row[] {
  const { warmUp, n } = counts;
  const of = (value: (sample: Sample) => number) => summarise(samples.map(value));
  const [firstRow, complete] = [of((s) => s.firstRow), of((s) => s.complete)];
  const [settled, key] = [of((s) => s.typed.settled), of((s) => s.typed.longest)];
  const how = `n ${n} people new to the console who come from its landing page, ${warmUp} before them to warm up; 1,000 × 10 clusters`;
  return [
    {
      what: 'First row on screen, 10,000 clusters in Chromium',
      ours: `${spread(firstRow)}; complete after ${spread(complete)}`,
      instead: '',
      limit: `floor ${duration(azureLatencyMs)}: one round trip`,
      judged: `${(firstRow.median / azureLatencyMs).toFixed(1)} × the floor`,
      how: `${how}; from the start of the navigation to the frame that shows a row, and to the end of the document's load.`,
    },
    {
      what: 'Typing in the search, 10,000 clusters',
      ours: `the rows searched for are there ${spread(settled)} after the last key; longest interaction ${spread(key)}, longest task ${duration(of((s) => s.typed.blocked).median)}`,
      instead: '',
      limit: `aim: ${seesMs} ms`,
      judged: settled.median <= seesMs ? 'met' : 'missed',
      how: `“${word}”, a key every ${betweenKeysMs} ms; from the last one until every row on the screen is of the answer to it, looked for before each frame. Interactions by the Event Timing API, to the next frame.`,
    },
    selectionRow(samples.flatMap(({ selected }) => selected ?? [])),
  ];
}

function selectionRow(samples: readonly NonNullable<Sample['selected']>[]): Row {
  const what = 'Selecting all 10,000 rows';
  const limit = `aim: ${seesMs} ms`;
  if (samples.length === 0) {
    const ours = 'the page has no rows to select';
    return { what, ours, instead: '', limit, judged: '', how: 'Looked for a box in the table.' };
  }
  const longest = summarise(samples.map((sample) => sample.longest));
  const settled = summarise(samples.map((sample) => sample.settled));
  return {
    what,
    ours: `${spread(longest)} to the next frame; all is still after ${duration(settled.median)}`,
    instead: '',
    limit,
    judged: longest.median <= seesMs ? 'met' : 'missed',
    how: `n ${samples.length}; one row, then the button “Select all”; by the Event Timing API.`,
  };
}
