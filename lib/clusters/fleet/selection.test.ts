import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countSelected, everything, isSelected, nothing, withKeys } from './selection.ts';

const list = ['a', 'b', 'c', 'd', 'e'];

test('selects all of a list without knowing a key of it', () => {
  expect(countSelected(everything, 10_000)).toBe(10_000);
  expect(isSelected(everything, 'never seen')).toBe(true);
});

test('leaves out of all what is taken back, and takes it in again', () => {
  const but = withKeys(everything, ['b', 'c'], false);
  expect(countSelected(but, 5)).toBe(3);
  expect(list.filter((key) => isSelected(but, key))).toEqual(['a', 'd', 'e']);
  expect(countSelected(withKeys(but, ['b'], true), 5)).toBe(4);
});

test('counts no less than nothing when the list has become shorter than what was left out', () => {
  expect(countSelected(withKeys(everything, list, false), 3)).toBe(0);
});

test('is after any clicks what a plain set of keys would be', () => {
  const step = fc.oneof(
    fc.constantFrom('all' as const, 'none' as const),
    fc.record({ keys: fc.subarray(list), on: fc.boolean() }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let selection = nothing;
      let plain = new Set<string>();
      for (const each of steps) {
        if (each === 'all') [selection, plain] = [everything, new Set(list)];
        else if (each === 'none') [selection, plain] = [nothing, new Set()];
        else {
          selection = withKeys(selection, each.keys, each.on);
          for (const key of each.keys) plain[each.on ? 'add' : 'delete'](key);
        }
      }
      expect(list.filter((key) => isSelected(selection, key))).toEqual(
        list.filter((key) => plain.has(key)),
      );
      expect(countSelected(selection, list.length)).toBe(plain.size);
    }),
  );
});
