import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { accessOfEntries } from './access.ts';
import { rangeAround } from './ipv4.ts';
import { packEntries } from './packed-entries.ts';
import { reachOfPacked } from './packed-reach.ts';
import { reachOf } from './reach.ts';

const near = fc.constantFrom(
  ...['73.140.245.0/24', '73.140.244.0/23', '73.140.245.7/32', '73.140.245.7', '0.0.0.0/1'],
  ...['73.140.245.9/24', 'AzureCloud', '2001:db8::/32', '0.0.0.0/0', '128.0.0.0/1', '0.0.0.0/32'],
  ...['73.140.245.128/25', '73.140.245.0/25', '137.117.106.88/29', ' 73.140.245.0/24', 'x'],
);
const who = fc
  .tuple(fc.constantFrom(0x498cf507, 0x498cf500, 0x498cf580, 0, 0xffffffff), fc.nat(32))
  .map(([address, bits]) => rangeAround(address, bits));

test('says of packed entries what is said of their texts', () => {
  fc.assert(
    fc.property(who, fc.array(near, { maxLength: 6 }), (range, entries) => {
      const access = accessOfEntries(entries);
      expect(reachOfPacked(range, access, packEntries(entries))).toEqual(
        reachOf(range, access, entries),
      );
    }),
    { numRuns: 2000 },
  );
});

test.each(['AzureCloud', '81.2.69.142', '2001:db8::/32'])(
  'reads no text of what has nothing to do with the question, where the list has %s',
  (odd) => {
    const ranges = Array.from({ length: 199 }, (_, at) => `193.168.${at}.0/24`);
    const packed = packEntries([...ranges, odd]);
    // Each entry whose text is read is trimmed.
    const read = vi.spyOn(String.prototype, 'trim');
    reachOfPacked(rangeAround(0x498cf507, 32), 'restricted', packed);
    expect(read.mock.calls.length).toBeLessThan(10);
  },
);
