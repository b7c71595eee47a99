import { describe, expect, test } from 'vitest';
import { parseRange } from '#lib/ranges/cidr';
import { entryLines } from './entry-lines.ts';

function range(text: string) {
  const read = parseRange(text);
  if (!read.ok) throw new Error(text);
  return read.value;
}

describe('a row of the Entries table', () => {
  const labelled = [
    ['137.117.106.90/29', 'Host bits set, range 137.117.106.88/29'],
    ['193.168.1.7', 'Means /32'],
    ['AzureCloud', 'Service tag'],
    ['Internet', 'Service tag, perhaps for everybody'],
    ['2a02:8071::/32', 'IPv6, AKS admits IPv4 only'],
    ['corp-vpn', 'Not understood'],
    ['10.0.0.0/8', 'Not an internet address'],
    ['73.0.0.0/8', 'Very wide'],
    ['0.0.0.0/0', 'The whole internet'],
    ['0.0.0.0/32', 'Nobody but the cluster'],
  ] as const;

  for (const [entry, label] of labelled) {
    test(`says of "${entry}": ${label}`, () => {
      const [line] = entryLines([entry], { egress: [] });
      expect(line?.text).toBe(entry);
      expect(line?.labels.map(({ text }) => text)).toContain(label);
    });
  }

  test('keeps every entry, verbatim and in order, duplicates included', () => {
    const entries = ['193.168.1.0/24', ' odd ', '193.168.1.0/24', '193.168.1.64/26'];
    const lines = entryLines(entries, { egress: [] });
    expect(lines.map(({ text }) => text)).toEqual(entries);
    expect(lines[2]?.labels).toEqual([{ text: 'Duplicate', tone: 'warn' }]);
    expect(lines[3]?.labels[0]?.text).toBe('Covered by 193.168.1.0/24');
  });

  test('says which entry is the reader’s own, which lets them in, and which is the egress', () => {
    const lines = entryLines(['81.2.69.142/32', '81.2.69.0/24', '20.50.35.152/32'], {
      own: range('81.2.69.142'),
      egress: [range('20.50.35.152')],
    });
    expect(lines.map(({ labels }) => labels[0]?.text)).toEqual([
      'Your address',
      'Lets you in',
      'Cluster egress',
    ]);
  });

  test('says who added an entry, however it is written there', () => {
    const added = { who: 'Ben', at: '2026-11-02T14:30:00.000Z', path: '/there' };
    const context = { egress: [], added: new Map([['193.168.1.7/32', added]]) };
    const lines = entryLines(['193.168.1.7', '194.168.1.0/24'], context);
    expect(lines.map((line) => line.added)).toEqual([added, undefined]);
  });

  test('writes first and last address and how many', () => {
    const [line] = entryLines(['137.117.106.88/29'], { egress: [] });
    expect(line?.addresses).toBe('137.117.106.88 – 137.117.106.95 · 8');
  });
});

test('calls ranges what the operator calls them', () => {
  const office = { name: 'Office', ranges: [range('73.140.245.0/24')] };
  const lines = entryLines(['73.140.245.7', '73.140.0.0/16', '8.8.8.8/32'], {
    egress: [],
    locations: [office],
  });
  const named = lines.map(({ labels }) => labels.filter(({ text }) => text.includes('Office')));
  expect(named).toEqual([
    [{ text: 'Office', tone: 'calm' }],
    [{ text: 'Lets Office in', tone: 'calm' }],
    [],
  ]);
});
