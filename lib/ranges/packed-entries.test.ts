import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accessOfEntries } from './access.ts';
import { coverageOf } from './entry.ts';
import {
  accessOfPacked,
  coversNothing,
  type JoinedEntries,
  listPacker,
  type PackedEntries,
  packEntries,
  unpackEntries,
} from './packed-entries.ts';

const odd = [
  '73.140.245.0/24',
  '193.168.1.7',
  '193.168.1.7/32',
  '193.168.1.7/24',
  '193.168.1.0/024',
  '193.168.01.0/24',
  ' 193.168.1.0/24 ',
  '193.168.1.0/33',
  '193.168.1/24',
  '1.2.3.4.5/24',
  '1.2.3.4/',
  '/24',
  '1..2.3/8',
  '256.0.0.0/8',
  '1000.0.0.0/8',
  '0.0.0.0/0',
  '0.0.0.0/32',
  '0.0.0.0',
  '0.0.0.0/1',
  '128.0.0.0/1',
  '255.255.255.255/32',
  '1.2.3.4/32/32',
  '1/2.3.4.5',
  'AzureCloud.westeurope',
  '2001:db8::/32',
  '',
];

const entry = fc.oneof(
  fc.constantFrom(...odd),
  fc
    .tuple(fc.array(fc.nat(300), { minLength: 4, maxLength: 4 }), fc.nat(34))
    .map(([octets, bits]) => `${octets.join('.')}/${bits}`),
  fc
    .tuple(fc.nat(2 ** 32 - 1), fc.nat(32))
    .map(([address, bits]) => `${address >>> 24}.${(address >>> 16) & 255}.0.0/${bits}`),
  fc.string(),
);
const lists = fc.array(entry, { maxLength: 12 });

test('gives every list back as it stood, whatever stands in it', () => {
  fc.assert(
    fc.property(lists, (entries) => {
      expect(unpackEntries(packEntries(entries))).toEqual(entries);
    }),
  );
  expect(unpackEntries(packEntries(odd))).toEqual(odd);
});

test('knows of each entry what it covers', () => {
  fc.assert(
    fc.property(lists, (entries) => {
      const { networks, prefixBits } = packEntries(entries);
      for (const [index, text] of entries.entries()) {
        const range = coverageOf(text);
        expect(prefixBits[index]).toBe(range?.prefixBits ?? coversNothing);
        if (range) expect(networks[index]).toBe(range.network);
      }
    }),
  );
});

test('keeps only what is unusual as text', () => {
  const { unusual } = packEntries(['73.140.245.0/24', '193.168.1.7', '137.117.106.88/29']);
  expect([...unusual]).toEqual([[1, '193.168.1.7']]);
});

test('finds the same access as reading the texts does', () => {
  fc.assert(
    fc.property(lists, (entries) => {
      expect(accessOfPacked(packEntries(entries))).toBe(accessOfEntries(entries));
    }),
  );
  for (const entries of [[], ['0.0.0.0/32'], ['0.0.0.0'], ['0.0.0.0/1', '128.0.0.0/1']]) {
    expect(accessOfPacked(packEntries(entries))).toBe(accessOfEntries(entries));
  }
});

/** Packs the lists of one fleet, each of which can be read. */
function packer() {
  const pack = listPacker();
  return (entries: readonly string[] | JoinedEntries): PackedEntries => {
    const packed = pack(entries);
    if (!packed) throw new Error('This list can be read');
    return packed;
  };
}

test('keeps equal lists of a fleet once, and gives every one back as it stood', () => {
  fc.assert(
    fc.property(fc.array(lists, { maxLength: 8 }), (fleet) => {
      const pack = packer();
      const packed = [...fleet, ...fleet].map(pack);
      expect(packed.map(unpackEntries)).toEqual([...fleet, ...fleet]);
      expect(new Set(packed).size).toBe(new Set(fleet.map((list) => JSON.stringify(list))).size);
    }),
  );
});

test('tells lists apart that differ in one entry, in their order or in a text', () => {
  const pack = packer();
  const one = pack(odd);
  expect(pack([...odd])).toBe(one);
  for (const other of [odd.slice(1), odd.toReversed(), odd.with(23, 'AzureCloud.eastus')]) {
    expect(pack(other)).not.toBe(one);
  }
});

test('a list that is longer than any piece of memory is kept whole', () => {
  const long = Array.from({ length: 40_000 }, (_, at) => `10.${at >> 8}.${at & 255}.0/24`);
  const pack = packer();
  expect([['1.2.3.4/32'], long, ['1.2.3.4/32']].map(pack).map(unpackEntries)).toEqual([
    ['1.2.3.4/32'],
    long,
    ['1.2.3.4/32'],
  ]);
});

test('packs a list that comes as one text as it packs the list', () => {
  const withoutCommas = lists.map((list) => list.map((each) => each.replaceAll(',', '')));
  fc.assert(
    fc.property(withoutCommas, (entries) => {
      const pack = packer();
      const joined = pack({ text: entries.join(','), length: entries.length });
      expect(joined).toBe(pack(entries));
      expect(unpackEntries(joined)).toEqual(entries);
    }),
  );
  const text = odd.join(',');
  expect(unpackEntries(packer()({ text, length: odd.length }))).toEqual(odd);
});

test('does not pack a text that has more or fewer entries than were counted', () => {
  fc.assert(
    fc.property(lists, fc.nat(15), (entries, length) => {
      const text = entries.join(',');
      const held = entries.length === 0 ? 0 : text.split(',').length;
      const packed = listPacker()({ text, length });
      if (length === held || (text === '' && length < 2)) expect(packed?.length).toBe(length);
      else expect(packed).toBeUndefined();
    }),
  );
});
