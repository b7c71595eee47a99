import { expect, test } from 'vitest';
import { judgeFirstLoad } from './first-load.ts';

const sizes: Record<string, number> = { 'react.js': 120, 'fleet.js': 80, 'one-more.js': 1 };
const sizeOf = (path: string) => sizes[path] ?? 0;
const page = (route: string, ...firstLoadChunkPaths: string[]) => ({ route, firstLoadChunkPaths });

test('a page may weigh as much as the budget', () => {
  const outcome = judgeFirstLoad([page('/clusters', 'react.js', 'fleet.js')], sizeOf, 200);
  expect(outcome).toMatchObject({ passed: 1, failed: 0 });
});

test('names every page that weighs more', () => {
  const stats = [page('/', 'react.js'), page('/clusters', 'react.js', 'fleet.js', 'one-more.js')];
  const outcome = judgeFirstLoad(stats, sizeOf, 200);
  expect(outcome).toMatchObject({ passed: 1, failed: 1 });
  expect(outcome.output).toMatch(/KB \/clusters\n.*KB \/$/);
});

test('a build without pages fails', () => {
  expect(judgeFirstLoad([], sizeOf, 200)).toMatchObject({ failed: 1 });
});

test('a page without scripts is no page that was measured', () => {
  expect(() => judgeFirstLoad([page('/')], sizeOf, 200)).toThrow();
});
