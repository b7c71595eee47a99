import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countCovered, coverageOfEntries } from './coverage.ts';
import { countPacked } from './packed-coverage.ts';
import { packEntries } from './packed-entries.ts';
import { anyList } from './test-arbitraries.ts';

test('every address of a packed list counts once', () => {
  fc.assert(
    fc.property(anyList, (entries) => {
      expect(countPacked(packEntries(entries))).toBe(countCovered(coverageOfEntries(entries)));
    }),
  );
});
