import { describe, expect, test } from 'vitest';
import { formatCidr } from '#lib/ranges/cidr';
import { readQuestion } from './question.ts';

const own = '81.2.69.142';

/** The question as people see it: who, from which ranges. */
function asked(text: string, address: string | undefined = own) {
  const { label, isMine, ranges } = readQuestion(text, address);
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
