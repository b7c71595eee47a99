import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noEgress } from '#lib/ranges/egress';
import { applyIntents } from '#lib/ranges/intent';
import { formatCidr } from '#lib/ranges/ipv4';
import { anyCidr, anyIntents, anyList } from '#lib/ranges/test-arbitraries';
import { judgeOn, needsEgress } from './judge-on.ts';
import { cluster } from './test-kit.ts';

const addresses = fc.array(anyCidr.map(formatCidr), { maxLength: 3 });

const anyEgress = fc.record({
  addresses,
  implicit: addresses,
  unknown: fc.constantFrom([], ['Nobody knows.']),
});

test('where the nodes leave from makes no difference to a change that does not need to know it', () => {
  fc.assert(
    fc.property(anyList, anyIntents, anyEgress, (entries, intents, egress) => {
      const at = cluster({ entries });
      const after = applyIntents(entries, intents);
      fc.pre(!needsEgress(at, after));
      const change = { before: entries, after };
      expect(judgeOn(at, { ...change, egress })).toEqual(
        judgeOn(at, { ...change, egress: noEgress }),
      );
    }),
  );
});

test('a removal, and whatever crosses, needs to know it', () => {
  const at = cluster({ entries: ['73.140.245.0/24', '193.168.1.0/24'] });
  expect(needsEgress(at, [...at.entries, '81.2.69.142/32'])).toBe(false);
  for (const after of [['73.140.245.0/24'], [], ['0.0.0.0/32'], [...at.entries, '0.0.0.0/0']]) {
    expect(needsEgress(at, after), after.join()).toBe(true);
  }
});

test('nobody is asked about the nodes where an address joins a service tag', () => {
  const before = ['AzureCloud'];
  const egress = { addresses: [], unknown: ['Traffic leaves through a firewall.'] };
  const after = [...before, '81.2.69.142/32'];
  expect(judgeOn(cluster({ entries: before }), { before, after, egress })).toEqual([]);
  const swapped = judgeOn(cluster({ entries: before }), { before, after: after.slice(1), egress });
  expect(swapped).toMatchObject([{ code: 'egress-unknown' }]);
});
