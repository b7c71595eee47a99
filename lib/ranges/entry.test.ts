import { describe, expect, test } from 'vitest';
import { type Entry, type EntryNote, readEntry, sameEntry } from './entry.ts';
import { formatCidr } from './ipv4.ts';

describe('an entry as it stands in Azure', () => {
  test.each<[text: string, range: string, notes: readonly EntryNote[]]>([
    ['73.140.245.0/24', '73.140.245.0/24', []],
    ['81.2.69.142', '81.2.69.142/32', ['bare-address']],
    ['137.117.106.90/29', '137.117.106.88/29', ['host-bits']],
    ['0.0.0.0/0', '0.0.0.0/0', ['whole-internet']],
    ['81.2.69.142/0', '0.0.0.0/0', ['whole-internet']],
    ['0.0.0.0/32', '0.0.0.0/32', ['cluster-only']],
    ['0.0.0.0', '0.0.0.0/32', ['bare-address', 'cluster-only']],
    ['10.0.0.0/8', '10.0.0.0/8', ['special-purpose', 'very-wide']],
    ['73.140.0.0/16', '73.140.0.0/16', []],
    ['73.140.0.0/15', '73.140.0.0/15', ['very-wide']],
    [' 73.140.245.0/24 ', '73.140.245.0/24', []],
  ])('%j covers %s', (text, range, notes) => {
    const entry = readEntry(text);
    expect(entry).toMatchObject({ text, kind: 'range', notes });
    expect(entry.range && formatCidr(entry.range)).toBe(range);
  });

  test.each<[text: string, kind: Entry['kind']]>([
    ['AzureCloud', 'service-tag'],
    ['AzureCloud.WestEurope', 'service-tag'],
    ['2001:db8::/32', 'ipv6'],
    ['::1', 'ipv6'],
    ['::ffff:81.2.69.142', 'ipv6'],
    ['073.140.245.0/24', 'not-understood'],
    ['73.140.245.0/33', 'not-understood'],
    ['73.140.245.0-73.140.245.9', 'not-understood'],
    ['something newer', 'not-understood'],
    ['', 'not-understood'],
  ])('%j is kept, as %s, and covers nothing that is known', (text, kind) => {
    expect(readEntry(text)).toEqual({ text, kind, notes: [] });
  });
});

describe('whether two entries are one to Azure', () => {
  test.each([
    ['81.2.69.142', '81.2.69.142/32', true],
    ['AzureCloud', 'azurecloud', true],
    ['?', '?', true],
    ['81.2.69.142', '81.2.69.143', false],
    ['73.140.245.0/24', '73.140.245.0/25', false],
    ['137.117.106.90/29', '137.117.106.88/29', false],
    ['something newer', 'Something newer', false],
    ['0.0.0.0', '0.0.0.0/32', true],
  ])('%s and %s: %s', (a, b, same) => {
    expect(sameEntry(a, b)).toBe(same);
    expect(sameEntry(b, a)).toBe(same);
  });
});
