import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyIntents, type Intent } from '#lib/ranges/intent';
import { formatCidr } from '#lib/ranges/ipv4';
import { anyCidr, anyList } from '#lib/ranges/test-arbitraries';
import { standingIntents } from './standing-intents.ts';

const remove = (entry: string): Intent => ({ do: 'remove', entry });
const add = (range: string): Intent => ({ do: 'add', range });

test('asks of a list what stands in it to be removed, and all that is to be added', () => {
  const asked = [...['81.2.69.142', '193.168.1.7', 'AzureCloud'].map(remove), add('20.1.1.1/32')];
  const of = standingIntents(asked);
  const standing = (...entries: string[]) => of({ entries });
  expect(standing('81.2.69.142/32', '73.140.245.0/24', 'azurecloud')).toEqual([
    remove('81.2.69.142'),
    remove('AzureCloud'),
    add('20.1.1.1/32'),
  ]);
  expect(standing('73.140.245.0/24')).toEqual([add('20.1.1.1/32')]);
});

test('makes of every list what all that was asked would make of it', () => {
  const anyRemovals = fc.tuple(anyList, anyList).map((lists) => lists.flat());
  fc.assert(
    fc.property(anyList, anyRemovals, fc.array(anyCidr), (entries, removals, ranges) => {
      const asked = [...removals.map(remove), ...ranges.map(formatCidr).map(add)];
      const part = standingIntents(asked)({ entries });
      expect(applyIntents(entries, part)).toEqual(applyIntents(entries, asked));
      const kept = part.filter((intent) => intent.do === 'remove');
      expect(kept.every((one) => applyIntents(entries, [one]).length < entries.length)).toBe(true);
    }),
  );
});
