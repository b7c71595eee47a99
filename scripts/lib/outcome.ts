import { z } from 'zod';
import type { Run } from './run.ts';

/** How one part of the checks went. `output` is shown when something failed. */
export type Outcome = Counts & { readonly output: string };
export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** A tool that only says yes or no counts as one check. */
export function outcomeOfTool({ code, output }: Run): Outcome {
  const passed = code === 0 ? 1 : 0;
  return { passed, failed: 1 - passed, skipped: 0, output };
}

/**
 * The outcome of a test runner: its own counts, and one failure more when it failed without saying
 * which test did, or ran none at all.
 */
export function outcomeOfTests({ code, output }: Run, counts: Counts | undefined): Outcome {
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const ranNone = passed + failed === 0;
  const brokeOff = failed === 0 && (code !== 0 || ranNone);
  return {
    passed,
    failed: failed + (brokeOff ? 1 : 0),
    skipped,
    output: ranNone ? `${output}\nIt ran no test.` : output,
  };
}

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/** Counts of vitest's JSON report. A file that could not be loaded is one failure. */
export function countsOfVitest(report: unknown): Counts {
  const files = vitestReport.parse(report).testResults;
  const tests = files.flatMap((file) => file.assertionResults.map(({ status }) => status));
  const failedTests = tests.filter((status) => status === 'failed').length;
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  ).length;
  const passed = tests.filter((status) => status === 'passed').length;
  return {
    passed,
    failed: failedTests + brokenFiles,
    skipped: tests.length - passed - failedTests,
  };
}

function isFailed({ status }: { status: string }): boolean {
  return status === 'failed';
}

const playwrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** Counts of Playwright's JSON report. A test that passed at the second try has failed. */
export function countsOfPlaywright(report: unknown): Counts {
  const { errors, stats } = playwrightReport.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** One line for a part; when something failed, all it said below. */
export function describeOutcome(name: string, seconds: number, outcome: Outcome): string {
  const { passed, failed, skipped, output } = outcome;
  const counts = [
    `${passed} passed`,
    failed && `${failed} failed`,
    skipped && `${skipped} skipped`,
  ];
  const line = `${failed ? '✗' : '✓'} ${name.padEnd(24)} ${counts.filter(Boolean).join(', ')}`;
  const timed = `${line.padEnd(56)} ${seconds.toFixed(1)} s`;
  return failed ? `${timed}\n\n${output.trim()}\n` : timed;
}

/** The last line of `check` and `test`. */
export function total(outcomes: readonly Outcome[]): { line: string; ok: boolean } {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  return { line: `${passed} passed, ${failed} failed`, ok: failed === 0 && passed > 0 };
}
