import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './children.ts';
import { stampOf } from './product.ts';

let folder: string;
let before: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamp-'));
  mkdirSync(join(folder, 'app/clusters/[name]'), { recursive: true });
  mkdirSync(join(folder, 'emulator'));
  writeFileSync(join(folder, 'app/clusters/[name]/page.tsx'), 'one');
  before = stampOf(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a build is stale when a source has changed, though its size has not', () => {
  writeFileSync(join(folder, 'app/clusters/[name]/page.tsx'), 'two');
  expect(stampOf(folder)).not.toBe(before);
});

test('a build is stale when a source has another name', () => {
  renameSync(join(folder, 'app/clusters/[name]/page.tsx'), join(folder, 'app/page.tsx'));
  expect(stampOf(folder)).not.toBe(before);
});

test.each(['proxy.ts', 'package-lock.json'])('a build is stale when %s has changed', (name) => {
  writeFileSync(join(folder, name), 'new');
  expect(stampOf(folder)).not.toBe(before);
});

test.each(['app/page.test.ts', 'app/test-kit.ts', 'emulator/main.ts', 'README.md'])(
  'a build outlives a change of %s',
  (name) => {
    writeFileSync(join(folder, name), 'new');
    expect(stampOf(folder)).toBe(before);
  },
);

test('no server action closes over values, which its public salt would not keep secret', () => {
  const sources = globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: root });
  const inside = sources.filter((path) =>
    /^\s+['"]use server['"]/m.test(readFileSync(join(root, path), 'utf8')),
  );
  expect(inside).toEqual([]);
});
