import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n');
const folders = new Set(tracked.flatMap(foldersOf));
const names = new Set(tracked.map((path) => basename(path)));
const topFolders = new Set(tracked.filter((path) => path.includes('/')).map(topOf));

test.each(tracked.filter((path) => path.endsWith('.md')))('cites only what is there: %s', (doc) => {
  const text = readFileSync(doc, 'utf8').replace(/^```.*?^```/gms, '');
  const links = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, to = '']) => to);
  const inCode = [...text.matchAll(/`([^`\s]+)`/g)].map(([, code = '']) => code);
  const missing = [
    ...links.filter((to) => !to.includes(':') && !isThere(normalize(join(dirname(doc), to)))),
    ...inCode.filter(
      (code) => isOurs(code) && !isThere(code) && !isThere(join(dirname(doc), code)),
    ),
  ];
  expect(missing).toEqual([]);
});

test('CONTRIBUTING.md says why each package of the product is there', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [, said = ''] = readFileSync('CONTRIBUTING.md', 'utf8').split('## What it depends on');
  expect(Object.keys(dependencies).filter((name) => !said.includes(`\`${name}\``))).toEqual([]);
});

test('docs/kubernetes.yaml sets nothing that README does not list', () => {
  const manifest = readFileSync('docs/kubernetes.yaml', 'utf8');
  const [, settings = ''] = readFileSync('README.md', 'utf8').split(/^### Settings|^## The map/m);
  const set = [...manifest.matchAll(/^ +- name: ([A-Z_]+)$/gm)].map(([, name = '']) => name);
  expect(set).toContain('PUBLIC_URL');
  expect(set.filter((name) => !settings.includes(`\`${name}\``))).toEqual([]);
});

/** A path of this repository, or the bare name of a file of code. */
function isOurs(code: string): boolean {
  return code.includes('/')
    ? topFolders.has(topOf(code))
    : /^[\w-]+\.(test\.|spec\.)?tsx?$/.test(code);
}

/** `*` and `…` stand for anything. */
function isThere(path: string): boolean {
  const plain = path.replace(/\/$/, '');
  if (tracked.includes(plain) || folders.has(plain) || names.has(plain)) return true;
  if (!/[*…]/.test(plain)) return false;
  const source = plain.split(/[*…]/).map(RegExp.escape).join('.*');
  return tracked.some((file) => new RegExp(`^${source}`).test(file));
}

function topOf(path: string): string {
  return path.slice(0, path.indexOf('/'));
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
}
