import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Step } from './checks.ts';
import { root } from './children.ts';
import type { Outcome } from './outcome.ts';

/** In bytes after gzip. 200 KB may be; nearer to what it is, so that one import too many is noticed. */
const budgetBytes = 170_000;

/** Next writes here which scripts each page asks for at first. */
const statistics = '.next/diagnostics/route-bundle-stats.json';
const statisticsSchema = z.array(
  z.object({ route: z.string(), firstLoadChunkPaths: z.array(z.string()).min(1) }),
);

/** Every page of the built product. */
export const firstLoad: Step = {
  name: 'first-load JavaScript',
  async run() {
    const stats = JSON.parse(readFileSync(join(root, statistics), 'utf8'));
    const sizeOf = (path: string) => gzipSync(readFileSync(join(root, path))).length;
    return judgeFirstLoad(stats, sizeOf, budgetBytes);
  },
};

/** Each page counts as one check. `sizeOf` is the compressed size of a script, in bytes. */
export function judgeFirstLoad(
  stats: unknown,
  sizeOf: (path: string) => number,
  budget: number,
): Outcome {
  const pages = statisticsSchema.parse(stats).map(({ route, firstLoadChunkPaths }) => {
    const bytes = firstLoadChunkPaths.reduce((sum, path) => sum + sizeOf(path), 0);
    return { route, bytes };
  });
  const heaviest = pages.toSorted((a, b) => b.bytes - a.bytes);
  const failed = heaviest.filter(({ bytes }) => bytes > budget).length;
  const lines = heaviest.map(({ route, bytes }) => `${kilobytes(bytes)} ${route}`);
  return {
    passed: pages.length - failed,
    failed: pages.length === 0 ? 1 : failed,
    skipped: 0,
    output: [
      `JavaScript of each page at first load, gzip (at most ${kilobytes(budget)}):`,
      ...lines,
    ].join('\n'),
  };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} KB`;
}
