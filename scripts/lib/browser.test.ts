import { expect, test } from 'vitest';
import { findBrowsers } from './browser.ts';

const on =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

test('takes the browser that a person names before any other', () => {
  const exists = on('/usr/bin/chromium', '/opt/mine');
  expect(findBrowsers(exists, { BROWSER_PATH: '/opt/mine', PATH: '/usr/bin' })[0]).toBe(
    '/opt/mine',
  );
});

test('takes browsers in the order of the path', () => {
  const exists = on('/home/me/bin/google-chrome', '/usr/bin/chromium');
  const found = findBrowsers(exists, { PATH: '/bin:/home/me/bin:/usr/bin' });
  expect([...new Set(found)]).toEqual(['/home/me/bin/google-chrome', '/usr/bin/chromium']);
});

test('looks in the usual places when the path has none', () => {
  expect(findBrowsers(on('/snap/bin/chromium'), {})).toEqual(['/snap/bin/chromium']);
});

test("falls back to Playwright's own", () => {
  const own = findBrowsers((path) => path.includes('ms-playwright'), { PATH: '/bin' });
  expect(own).toEqual([expect.stringContaining('chrom')]);
});

test('finds none where there is none', () => {
  expect(findBrowsers(() => false, { PATH: '/bin' })).toEqual([]);
});
