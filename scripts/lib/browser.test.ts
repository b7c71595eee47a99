import { expect, test } from 'vitest';
import { findBrowser } from './browser.ts';

const on =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

test('takes the first browser on the path', () => {
  const exists = on('/home/me/bin/google-chrome', '/usr/bin/chromium');
  expect(findBrowser(exists, '/bin:/home/me/bin')).toBe('/home/me/bin/google-chrome');
});

test('looks in the usual places when the path has none', () => {
  expect(findBrowser(on('/snap/bin/chromium'), '')).toBe('/snap/bin/chromium');
});

test("falls back to Playwright's own", () => {
  const own = findBrowser((path) => path.includes('ms-playwright'), '/bin');
  expect(own).toContain('chrom');
});

test('finds none where there is none', () => {
  expect(findBrowser(() => false, '/bin')).toBeUndefined();
});
