import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileEarly, hint } from './compile-early.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drawbridge-scripts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('hints once at the top of every script of a build, and leaves the rest as it is', () => {
  mkdirSync(join(folder, 'chunks'));
  writeFileSync(join(folder, 'chunks/a.js'), 'a();');
  writeFileSync(join(folder, 'chunks/a.css'), 'a {}');
  compileEarly(folder);
  compileEarly(folder);
  expect(readFileSync(join(folder, 'chunks/a.js'), 'utf8')).toBe(`${hint}a();`);
  expect(readFileSync(join(folder, 'chunks/a.css'), 'utf8')).toBe('a {}');
});
