import { expect, test } from 'vitest';
import { namesAddress } from './names-address.ts';

const own = '81.2.69.14';

test.each([
  own,
  `${own}/32`,
  `73.140.245.0/24\n${own}/32`,
  `["73.140.245.0/24","${own}"]`,
  `${own}/32 # me, nobody else`,
])('finds an address in "%s"', (text) => expect(namesAddress(text, own)).toBe(true));

test.each(['', '81.2.69.142/32', '181.2.69.14', '81.2.69.14/31', '1.81.2.69.14', '81.2.69.0/24'])(
  'takes no other address for it in "%s"',
  (text) => expect(namesAddress(text, own)).toBe(false),
);
