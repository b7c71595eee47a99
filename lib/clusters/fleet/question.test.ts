import { describe, expect, test } from 'vitest';
import { formatCidr } from '#lib/ranges/ipv4';
import { questionInOneLine, readQuestion } from './question.ts';
import { parseFleetView } from './view-url.ts';

const own = '81.2.69.142';

/** The question as people see it: who, from which ranges. */
function asked(text: string) {
  const { label, isMine, ranges } = readQuestion(text, own);
  return [label, isMine ? 'mine' : 'asked', ranges.map(formatCidr).join(' ')];
}

describe('where somebody asks from', () => {
  test.each<[text: string, label: string, whose: string, ranges: string]>([
    ['', 'You', 'mine', '81.2.69.142/32'],
    ['73.140.245.7', '73.140.245.7', 'asked', '73.140.245.7/32'],
    ['73.140.245.7/32', '73.140.245.7', 'asked', '73.140.245.7/32'],
    ['73.140.245.0/24', '73.140.245.0/24', 'asked', '73.140.245.0/24'],
    ['73.140.245.7 194.168.1.7', '2 addresses', 'asked', '73.140.245.7/32 194.168.1.7/32'],
    ['["73.140.245.0/24", "194.168.1.7"]', '2 ranges', 'asked', '73.140.245.0/24 194.168.1.7/32'],
    ['73.140.245.7, 73.140.245.7/32', '73.140.245.7', 'asked', '73.140.245.7/32'],
    ['73.140.245.0-73.140.245.2', '2 ranges', 'asked', '73.140.245.0/31 73.140.245.2/32'],
    ['73.140.245.7 and 10.1.2.3', '73.140.245.7', 'asked', '73.140.245.7/32'],
    ['10.1.2.3', 'You', 'mine', '81.2.69.142/32'],
  ])('"%s": %s', (text, ...expected) => {
    expect(asked(text)).toEqual(expected);
  });

  test('is nowhere where nobody knows', () => {
    expect(readQuestion('')).toMatchObject({ ranges: [], isMine: true, problems: [] });
  });

  test('is a hundred ranges at the most, and says so', () => {
    const many = Array.from({ length: 101 }, (_, at) => `73.140.245.${at}`).join(' ');
    const { label, problems } = readQuestion(many, own);
    expect(label).toBe('100 addresses');
    expect(problems.map(({ words }) => words)).toEqual([
      'These are 101 ranges. Only the first 100 are asked about.',
    ]);
  });
});

describe('more than a link can carry', () => {
  const addresses = Array.from({ length: 200 }, (_, at) => `91.198.${at}.1${at % 90}`);

  test.each<[as: string, written: (address: string, at: number) => string]>([
    ['lines with remarks', (address) => `${address}  # office\n`],
    ['names and addresses', (address, at) => `office-${at};${address}\n`],
    ['JSON', (address, at) => `${at === 0 ? '[' : ','}{"value":"${address}/32"}`],
    ['spans', (address) => `${address} - ${address}, `],
    ['a list with dashes', (address) => `- ${address}\n`],
    ['words', (address) => `${address} `],
  ])('asks about nothing that nobody typed, and says that it was cut: %s', (_, written) => {
    const typed = new Set(addresses.map((address) => `${address}/32`));
    const text = addresses.map(written).join('');
    for (let offset = 0; offset < 60; offset++) {
      const { from } = parseFleetView({ from: '#'.padEnd(offset + 1, '.').concat('\n', text) });
      const { ranges, problems } = readQuestion(from, own);
      expect(ranges.length).toBeGreaterThan(40);
      expect(ranges.map(formatCidr).filter((range) => !typed.has(range))).toEqual([]);
      expect(problems[0]?.words).toMatch(/^This was too long for a link/);
      expect(parseFleetView({ from }).from).toBe(from);
    }
  });

  test('is not cut within a span, which would be another question', () => {
    const span = '73.140.245.0 - 73.140.245.255';
    for (let offset = 1_900; offset < 2_000; offset++) {
      const { from } = parseFleetView({ from: `${'#'.padEnd(offset, '.')}\n${span}\n${span}` });
      const asked = readQuestion(from, own).ranges.map(formatCidr);
      expect(['81.2.69.142/32', '73.140.245.0/24']).toContain(asked.join());
    }
  });
});

describe('what cannot be asked about', () => {
  test.each<[text: string, words: RegExp]>([
    ['10.1.2.3', /^"10\.1\.2\.3" lies in 10\.0\.0\.0\/8 \(Private-Use\)/],
    ['2001:db8::1', /is IPv6\. AKS admits IPv4 only/],
    ['0.0.0.0/0', /is everybody\. .* the filter Open shows\.$/],
    ['0.0.0.0/32', /is nobody’s address/],
    ['AzureCloud', /is not an address\. Write one such as 81\.2\.69\.142\.$/],
    ['# nothing but a remark', /^There is no address in this\./],
  ])('"%s" is said kindly', (text, words) => {
    const { problems } = readQuestion(text, own);
    expect(problems.map((each) => each.words)).toEqual([expect.stringMatching(words)]);
  });

  test('comes with the whole text mended, where it is clear what was meant', () => {
    const text = '194.168.1.7\n73.140.245.7/24, 81.2.69.142:443';
    const { label, problems } = readQuestion(text, own);
    expect(label).toBe('194.168.1.7');
    expect(problems.map(({ instead }) => instead)).toEqual([
      { meant: '73.140.245.0/24', text: '194.168.1.7\n73.140.245.0/24, 81.2.69.142:443' },
      { meant: '81.2.69.142/32', text: '194.168.1.7\n73.140.245.7/24, 81.2.69.142/32' },
    ]);
  });
});

test('stands in a field of one line as it was asked', () => {
  const inOneLine = (text: string) => questionInOneLine(readQuestion(text));
  expect(inOneLine('81.2.69.142')).toBe('81.2.69.142');
  for (const text of [
    '81.2.69.142 # Ada\n73.140.245.0/24',
    '["81.2.69.142",\n"73.140.245.0/24"]',
  ]) {
    expect(inOneLine(text)).toBe('81.2.69.142/32, 73.140.245.0/24');
    expect(readQuestion(inOneLine(text)).ranges).toEqual(readQuestion(text).ranges);
  }
  expect(inOneLine('81.2.69.142\r\n73.140.245.7/24')).toBe('81.2.69.142 73.140.245.7/24');
});
