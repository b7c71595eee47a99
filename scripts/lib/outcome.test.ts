import { expect, test } from 'vitest';
import {
  countsOfPlaywright,
  countsOfVitest,
  describeOutcome,
  outcomeOfTests,
  outcomeOfTool,
  total,
} from './outcome.ts';

const run = (code: number) => ({ code, output: 'what it said' });
const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

test('counts the tests of vitest, and a file that could not be loaded as one failure', () => {
  const report = {
    testResults: [
      file('failed', 'passed', 'failed', 'skipped'),
      file('passed', 'passed', 'todo'),
      file('failed'),
    ],
  };
  expect(countsOfVitest(report)).toEqual({ passed: 2, failed: 2, skipped: 2 });
});

test('counts flaky tests and errors outside tests of Playwright as failures', () => {
  const stats = { expected: 7, unexpected: 2, flaky: 1, skipped: 3 };
  expect(countsOfPlaywright({ stats, errors: [{ message: 'no server' }] })).toEqual({
    passed: 7,
    failed: 4,
    skipped: 3,
  });
});

const runs = [
  ['passes with its counts', 0, { passed: 3, failed: 0, skipped: 1 }, { passed: 3, failed: 0 }],
  ['fails with its counts', 1, { passed: 3, failed: 2, skipped: 0 }, { passed: 3, failed: 2 }],
  [
    'fails when it broke off after tests that passed',
    1,
    { passed: 3, failed: 0, skipped: 0 },
    { passed: 3, failed: 1 },
  ],
  ['fails when it ran no test', 0, { passed: 0, failed: 0, skipped: 4 }, { passed: 0, failed: 1 }],
  ['fails when it left no report', 1, undefined, { passed: 0, failed: 1 }],
] as const;

for (const [says, code, counts, expected] of runs) {
  test(`a test runner ${says}`, () => {
    expect(outcomeOfTests(run(code), counts)).toMatchObject(expected);
  });
}

test('shows what a failing part said, and nothing of one that passed', () => {
  expect(describeOutcome('types', 1.25, outcomeOfTool(run(2)))).toContain('what it said');
  expect(describeOutcome('types', 1.25, outcomeOfTool(run(0)))).not.toContain('what it said');
});

test('adds all parts up to one line', () => {
  const parts = [outcomeOfTool(run(0)), outcomeOfTool(run(1))];
  expect(total(parts)).toEqual({ line: '1 passed, 1 failed', ok: false });
  expect(total([outcomeOfTool(run(0))])).toEqual({ line: '1 passed, 0 failed', ok: true });
});

test('nothing run is not a success', () => {
  expect(total([])).toEqual({ line: '0 passed, 0 failed', ok: false });
});
