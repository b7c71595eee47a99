import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressProblemWords, parseClientAddress } from './address.ts';

describe("somebody's own address", () => {
  test.each([
    ['81.2.69.142', '81.2.69.142'],
    [' 81.2.69.142\n', '81.2.69.142'],
    ['81.2.69.142:51234', '81.2.69.142'],
    ['81.2.69.142/32', '81.2.69.142'],
    ['::ffff:81.2.69.142', '81.2.69.142'],
    ['::FFFF:5102:458e', '81.2.69.142'],
    ['0:0:0:0:0:ffff:81.2.69.142', '81.2.69.142'],
    ['[::ffff:81.2.69.142]:443', '81.2.69.142'],
    ['[::ffff:81.2.69.142]', '81.2.69.142'],
  ])('reads %j as %s', (text, address) => {
    expect(parseClientAddress(text)).toEqual({ ok: true, value: address });
  });

  test.each([
    ['', 'not-an-address'],
    ['unknown', 'not-an-address'],
    ['81.2.69.142, 73.140.245.7', 'not-an-address'],
    ['81.2.69.142:0', 'not-an-address'],
    ['81.2.69.142:65536', 'not-an-address'],
    ['81.2.69.142:http', 'not-an-address'],
    ['81.2.69.0/24', 'not-an-address'],
    ['081.2.69.142', 'not-an-address'],
    ['"81.2.69.142"', 'not-an-address'],
    ['::ffff:300.2.69.142', 'not-an-address'],
    ['2001:db8::1', 'ipv6'],
    ['[2001:db8::1]:443', 'ipv6'],
    ['fe80::1', 'ipv6'],
    ['::1', 'ipv6'],
  ])('refuses %j: %s', (text, code) => {
    expect(parseClientAddress(text)).toMatchObject({ ok: false, error: { code, text } });
  });

  test.each([
    ['10.1.2.3', 'Private-Use'],
    ['::ffff:10.1.2.3', 'Private-Use'],
    ['100.64.1.1', 'Shared Address Space (carrier-grade NAT)'],
    ['127.0.0.1:51234', 'Loopback'],
    ['169.254.169.254', 'Link-Local'],
    ['192.0.2.7', 'Documentation (TEST-NET-1)'],
    ['224.0.0.1', 'Multicast'],
    ['0.0.0.0', 'This network'],
    ['255.255.255.255', 'Reserved and Limited Broadcast'],
    ['168.63.129.16', 'Azure platform'],
  ])('refuses %s because nobody comes from there: %s', (text, name) => {
    const read = parseClientAddress(text);
    expect(read).toMatchObject({ ok: false, error: { code: 'special-purpose', name } });
    expect(!read.ok && addressProblemWords(read.error)).toContain(name);
  });

  test('says of IPv6 that AKS admits IPv4 only', () => {
    expect(addressProblemWords({ code: 'ipv6', text: '::1' })).toContain('AKS admits IPv4 only');
  });

  test('never throws, and never makes an address up', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (text) => {
        const read = parseClientAddress(text);
        if (read.ok && !text.includes(':')) expect(text).toContain(read.value);
        if (read.ok) expect(parseClientAddress(read.value)).toEqual(read);
      }),
    );
  });
});
