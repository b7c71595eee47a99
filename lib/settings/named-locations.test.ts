import { expect, test } from 'vitest';
import { formatCidr } from '#lib/ranges/ipv4';
import { envReader } from './env-reader.ts';
import { namedLocationsSetting } from './named-locations.ts';

function read(text: string) {
  const reader = envReader({ NAMED_LOCATIONS: text });
  return { locations: reader.read('NAMED_LOCATIONS', namedLocationsSetting), reader };
}

test('are read in the order and with the ranges that are written', () => {
  const { locations } = read(' Office Berlin = 73.140.245.0/24, 193.168.1.0/24 ; VPN=194.168.1.7;');
  expect(locations?.map(({ name, ranges }) => [name, ...ranges.map(formatCidr)])).toEqual([
    ['Office Berlin', '73.140.245.0/24', '193.168.1.0/24'],
    ['VPN', '194.168.1.7/32'],
  ]);
});

const form = 'must be names with their IPv4 ranges, separated by semicolons';

test.each([
  ['Office', form],
  ['Office=', form],
  ['Office=73.140.245.7/24', form],
  ['Office=10.0.0.0/8', form],
  ['Office=73.140.245.0/24; =194.168.1.7', form],
  ['VPN=194.168.1.7; VPN=194.168.1.8', 'must name each location once'],
  [Array.from({ length: 21 }, (_, at) => `L${at}=194.168.1.7`).join(';'), 'must be 20 at most'],
])('are refused where they are %s', (text, problem) => {
  const { locations, reader } = read(text);
  expect(locations).toBeUndefined();
  expect(reader.problems).toMatchObject([{ name: 'NAMED_LOCATIONS', problem }]);
});
