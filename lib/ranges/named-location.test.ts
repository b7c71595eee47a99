import { expect, test } from 'vitest';
import { parseRange } from './cidr.ts';
import type { Cidr } from './ipv4.ts';
import { locationsOf, withLocation } from './named-location.ts';

const office = { name: 'Office', ranges: ['73.140.245.0/24', '193.168.1.0/24'].map(cidr) };
const vpn = { name: 'VPN', ranges: ['73.140.245.7/32'].map(cidr) };

function cidr(text: string): Cidr {
  const range = parseRange(text);
  if (!range.ok) throw new Error(text);
  return range.value;
}

test.each([
  ['73.140.245.0/24', ['Office', 'all of VPN']],
  ['73.140.245.8/32', ['Office']],
  ['73.140.245.7/32', ['Office', 'VPN']],
  // Half of an office is not it.
  ['73.140.0.0/16', ['all of VPN']],
  ['64.0.0.0/2', ['all of VPN']],
  ['194.168.1.0/24', []],
])('knows what %s is: %j', (range, known) => {
  const found = locationsOf(cidr(range), [office, vpn]);
  expect(found.map(({ name, isWithin }) => (isWithin ? name : `all of ${name}`))).toEqual(known);
});

test('writes the ranges of a location behind what was typed, and none twice', () => {
  expect(withLocation('', vpn)).toBe('73.140.245.7/32');
  expect(withLocation('8.8.8.8 # mine\n', office)).toBe(
    '8.8.8.8 # mine\n73.140.245.0/24\n193.168.1.0/24',
  );
  expect(withLocation('193.168.1.0/24', office)).toBe('193.168.1.0/24\n73.140.245.0/24');
  expect(withLocation('73.140.245.7', vpn)).toBe('73.140.245.7');
  expect(withLocation('8.8.8.8 # no longer 193.168.1.0/24', office)).toBe(
    '8.8.8.8 # no longer 193.168.1.0/24\n73.140.245.0/24\n193.168.1.0/24',
  );
  expect(withLocation('73.140.245.0/24, 193.168.1.0/24', office)).toBe(
    '73.140.245.0/24, 193.168.1.0/24',
  );
});
