import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, toolPath } from './children.ts';
import {
  type Counts,
  countsOfPlaywright,
  countsOfVitest,
  describeOutcome,
  type Outcome,
  outcomeOfTests,
  outcomeOfTool,
  total,
} from './outcome.ts';
import { runNode } from './run.ts';

/** One line of the report. A step that throws has failed, with the error as its output. */
export type Step = { readonly name: string; readonly run: () => Promise<Outcome> };

/** TypeScript, with the types that Next derives from the routes. */
export const types: Step = {
  name: 'types',
  async run() {
    const routes = await runNode([toolPath('next'), 'typegen'], { NEXT_TELEMETRY_DISABLED: '1' });
    return outcomeOfTool(routes.code === 0 ? await runNode([toolPath('tsc'), '--noEmit']) : routes);
  },
};

/** Changes nothing: `npm run format` does. */
export const lint: Step = {
  name: 'lint, layers, format',
  async run() {
    const limits = ['--error-on-warnings', '--max-diagnostics=50'];
    return outcomeOfTool(await runNode([toolPath('biome'), 'check', ...limits]));
  },
};

export const unitTests: Step = { name: 'unit tests', run: () => vitest('unit', 'postgres') };
export const emulatorTests: Step = { name: 'emulator tests', run: () => vitest('emulator') };
/** Against the product as it was built, which is killed, stopped and cut off from what it needs. */
export const crashTests: Step = { name: 'crash tests', run: () => vitest('crash') };

/** Against the product as it was built. `args` go to Playwright: a file, `--grep`. */
export function browserTests(args: readonly string[]): Step {
  return {
    name: 'browser tests',
    async run() {
      const report = emptyReport('browser.json');
      const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
      const run = await runNode([toolPath('playwright'), 'test', ...args], env);
      return outcomeOfTests(run, readReport(report, countsOfPlaywright));
    },
  };
}

/** Runs steps side by side and prints each as it ends. */
export function together(...steps: readonly Step[]): Promise<readonly Outcome[]> {
  return Promise.all(
    steps.map(async ({ name, run }) => {
      const started = performance.now();
      const outcome = await run().catch(failure);
      console.log(describeOutcome(name, (performance.now() - started) / 1000, outcome));
      return outcome;
    }),
  );
}

/** Runs groups of steps one after the other, those of a group side by side. */
export async function inTurn(...groups: readonly Step[][]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const steps of groups) outcomes.push(...(await together(...steps)));
  return outcomes;
}

/** Prints the sum as the last line and leaves the exit code that goes with it. */
export function conclude(outcomes: readonly Outcome[]): void {
  const { line, ok } = total(outcomes);
  process.exitCode = ok ? 0 : 1;
  console.log(`\n${line}`);
}

async function vitest(...projects: readonly [string, ...string[]]): Promise<Outcome> {
  const report = emptyReport(`${projects[0]}.json`);
  const run = await runNode([
    ...[toolPath('vitest'), 'run', ...projects.flatMap((project) => ['--project', project])],
    ...['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
  ]);
  return outcomeOfTests(run, readReport(report, countsOfVitest));
}

function failure(error: unknown): Outcome {
  return { passed: 0, failed: 1, skipped: 0, output: String(error) };
}

function emptyReport(name: string): string {
  const reports = join(root, 'test-results/reports');
  mkdirSync(reports, { recursive: true });
  const path = join(reports, name);
  rmSync(path, { force: true });
  return path;
}

function readReport(path: string, counts: (report: unknown) => Counts): Counts | undefined {
  try {
    return counts(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // The runner broke off before its report; what it said is in its output.
    return undefined;
  }
}
