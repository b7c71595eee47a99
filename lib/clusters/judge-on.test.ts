import { expect, test } from 'vitest';
import { judgeOn } from './judge-on.ts';
import { cluster } from './test-kit.ts';

test('nobody is asked about the nodes where an address joins a service tag', () => {
  const before = ['AzureCloud'];
  const egress = { addresses: [], unknown: ['Traffic leaves through a firewall.'] };
  const after = [...before, '81.2.69.142/32'];
  expect(judgeOn(cluster({ entries: before }), { before, after, egress })).toEqual([]);
  const swapped = judgeOn(cluster({ entries: before }), { before, after: after.slice(1), egress });
  expect(swapped).toMatchObject([{ code: 'egress-unknown' }]);
});
