import fc from 'fast-check';
import { parseRange } from './cidr.ts';
import { CLUSTER_ONLY_ENTRY } from './entry.ts';
import type { Intent } from './intent.ts';
import { type Cidr, formatAddress, formatCidr, rangeAround } from './ipv4.ts';

// What the property tests of ranges and clusters draw from. Never part of the product.

/** Any IPv4 address as an unsigned integer. */
export const anyAddress = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** Any range at its network address. */
export const anyCidr: fc.Arbitrary<Cidr> = fc
  .tuple(anyAddress, fc.integer({ min: 0, max: 32 }))
  .map(([address, prefixBits]) => rangeAround(address, prefixBits));

/** A range that may be added. */
export const publicRange = anyCidr.filter((range) => parseRange(formatCidr(range)).ok);

/** A few ranges near each other, so that entries often repeat, hold or touch one another. */
const nearbyRange = fc
  .tuple(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 24, max: 32 }))
  .map(([last, prefixBits]) => formatCidr(rangeAround(0x498cf500 + last, prefixBits)));

const strangeEntry = fc.constantFrom(
  'AzureCloud',
  'azurecloud',
  '2001:db8::/32',
  'something newer',
  '010.1.1.1/32',
  '137.117.106.90/29',
  '0.0.0.0/0',
  '0.0.0.0/1',
  '128.0.0.0/1',
);

/** One entry of a list that Azure may hold, other than `0.0.0.0/32`. */
export const anyEntry = fc.oneof(
  { weight: 4, arbitrary: nearbyRange },
  // The bare spelling of `0.0.0.0/32` is that entry too.
  { weight: 1, arbitrary: anyAddress.filter((address) => address > 0).map(formatAddress) },
  { weight: 1, arbitrary: anyCidr.map(formatCidr).filter((text) => text !== CLUSTER_ONLY_ENTRY) },
  { weight: 2, arbitrary: strangeEntry },
);

/** A list that Azure may hold: `0.0.0.0/32` only ever stands alone. */
export const anyList: fc.Arbitrary<readonly string[]> = fc.oneof(
  { weight: 9, arbitrary: fc.array(anyEntry, { maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constant([CLUSTER_ONLY_ENTRY]) },
);

const addable = fc.oneof(nearbyRange, publicRange.map(formatCidr));

/** An add or a removal, often of what is in the list. */
export const anyEdit: fc.Arbitrary<Intent> = fc.oneof(
  addable.map((range): Intent => ({ do: 'add', range })),
  fc
    .oneof(anyEntry, fc.constant(CLUSTER_ONLY_ENTRY))
    .map((entry): Intent => ({ do: 'remove', entry })),
);

/** What one change may carry: edits, or one crossing by itself. */
export const anyIntents: fc.Arbitrary<readonly Intent[]> = fc.oneof(
  { weight: 6, arbitrary: fc.array(anyEdit, { minLength: 1, maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(nearbyRange, { minLength: 1, maxLength: 4 })
      .map((ranges): readonly Intent[] => [{ do: 'restrict', ranges }]),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<readonly Intent[]>([{ do: 'open' }], [{ do: 'cluster-only' }]),
  },
);
