import { describe, expect, test } from 'vitest';
import { formatCidr } from './ipv4.ts';
import { pasteLimits, readPaste } from './paste.ts';

/** Pieces in short: the range, or the code of the problem, with its text where it differs. */
function pieces(text: string): readonly string[] {
  return readPaste(text).pieces.map((piece) =>
    piece.ok ? formatCidr(piece.range) : `${piece.problem.code} ${piece.text}`,
  );
}

const both = ['73.140.245.0/24', '81.2.69.142/32'];

describe('what people paste', () => {
  test.each<[what: string, text: string]>([
    ['lines', '73.140.245.0/24\n81.2.69.142\n'],
    ['lines of Windows', '73.140.245.0/24\r\n81.2.69.142\r\n'],
    ['lines of an old Mac', '73.140.245.0/24\r81.2.69.142'],
    ['commas', '73.140.245.0/24,81.2.69.142'],
    ['commas and spaces, with one too many', '73.140.245.0/24, 81.2.69.142,'],
    ['semicolons', '73.140.245.0/24;81.2.69.142'],
    ['spaces and tabs', '\t73.140.245.0/24   81.2.69.142 '],
    ['spaces that do not break, and ones without width', '73.140.245.0/24\u00a081.2.69.142\u200b'],
    ['a byte order mark', '\ufeff73.140.245.0/24\n81.2.69.142'],
    ['quotes of all kinds', "“73.140.245.0/24” '81.2.69.142'"],
    ['comments', '# office\n73.140.245.0/24 # the office, 10.0.0.0/8\n81.2.69.142 // home'],
    ['the end of a sentence', '73.140.245.0/24 81.2.69.142.'],
    ['bullets', '- 73.140.245.0/24\n* 81.2.69.142\n• \n'],
    ['a list in JSON', '["73.140.245.0/24", "81.2.69.142"]'],
    ['a list in JSON with a comma too many', '[\n  "73.140.245.0/24",\n  "81.2.69.142",\n]'],
    ['a line of JSON', '  "authorizedIPRanges": ["73.140.245.0/24", "81.2.69.142"],'],
    ['az -o tsv', '73.140.245.0/24\t81.2.69.142'],
    ['az -o table', 'Result\n---------------\n73.140.245.0/24\n81.2.69.142\n'],
    [
      'az -o table with more columns',
      'Name    Address          Zone\n------  ---------------  ------\noffice  73.140.245.0/24  1.28.5\nhome    81.2.69.142      2\n',
    ],
    [
      'a table in Markdown',
      '| Who | Range |\n|---|---|\n| office | 73.140.245.0/24 |\n| home | 81.2.69.142 |',
    ],
    ['az -o yaml', 'authorizedIPRanges:\n- 73.140.245.0/24\n- 81.2.69.142\n'],
    [
      'a command of az',
      'az aks update -g rg -n aks --api-server-authorized-ip-ranges 73.140.245.0/24,81.2.69.142 --no-wait',
    ],
    [
      'a command of az with =',
      '  --api-server-authorized-ip-ranges="73.140.245.0/24,81.2.69.142" \\',
    ],
    ['Terraform', 'authorized_ip_ranges = ["73.140.245.0/24", "81.2.69.142"]'],
    ['Bicep', "authorizedIPRanges: [\n  '73.140.245.0/24'\n  '81.2.69.142'\n]"],
    ['labels', 'office: 73.140.245.0/24\nhome=81.2.69.142'],
    ['what an echo service says', '73.140.245.0/24\n{"ip":"81.2.69.142","city":"London"}'],
    [
      'public IPs in JSON',
      '[{"name":"a","ipAddress":"73.140.245.0/24"},{"name":"b","ipAddress":"81.2.69.142"}]',
    ],
  ])('%s', (_, text) => {
    expect(pieces(text)).toEqual(both);
  });

  test.each(['', '  \n\t', '# nothing', '[]', '{}', '---', '…', ',;'])('nothing: %j', (text) => {
    expect(readPaste(text)).toEqual({ pieces: [], truncated: false });
  });
});

describe('tables and rules', () => {
  test('a line of hyphens between addresses hides none of them', () => {
    expect(pieces('73.140.245.0/24\n-----\n81.2.69.142')).toEqual(both);
  });

  test('a table ends at an empty line', () => {
    const table = 'Name  Address\n----  -------\nhome  81.2.69.142\n\nAzureCloud';
    expect(pieces(table)).toEqual(['81.2.69.142/32', 'service-tag AzureCloud']);
  });
});

describe('spans', () => {
  test.each(['81.2.69.1-81.2.69.6', '81.2.69.1 - 81.2.69.6', '81.2.69.1–81.2.69.6'])(
    'become the fewest ranges: %s',
    (text) => {
      expect(readPaste(text).pieces).toMatchObject(
        ['81.2.69.1/32', '81.2.69.2/31', '81.2.69.4/31', '81.2.69.6/32'].map(() => ({
          ok: true,
          text,
          note: 'from-span',
        })),
      );
      expect(pieces(text)).toEqual([
        '81.2.69.1/32',
        '81.2.69.2/31',
        '81.2.69.4/31',
        '81.2.69.6/32',
      ]);
    },
  );

  test.each([
    ['73.140.245.0-73.140.245.255', ['73.140.245.0/24']],
    ['81.2.69.142-81.2.69.142', ['81.2.69.142/32']],
    ['81.2.69.9-81.2.69.1', ['reversed-span 81.2.69.9-81.2.69.1']],
    ['81.2.69.1-81.2.69.256', ['not-an-address 81.2.69.1-81.2.69.256']],
    ['0.0.0.0-255.255.255.255', ['whole-internet 0.0.0.0-255.255.255.255']],
    ['10.0.0.0-10.0.0.255', ['special-purpose 10.0.0.0-10.0.0.255']],
    ['81.2.69.1-9', ['not-an-address 81.2.69.1-9']],
    ['81.2.69.0/24-81.2.70.0/24', ['not-an-address 81.2.69.0/24-81.2.70.0/24']],
  ])('%s', (text, expected) => {
    expect(pieces(text)).toEqual(expected);
  });

  test('with a private end keep their public part', () => {
    expect(pieces('9.255.255.0-10.0.0.255')).toEqual([
      '9.255.255.0/24',
      'special-purpose 9.255.255.0-10.0.0.255',
    ]);
  });
});

describe('what is not a range', () => {
  test('is reported with its line, column and reason, and the good ones stay', () => {
    const { pieces: found } = readPaste(
      '73.140.245.0/24, 137.117.106.90/29\n\n  example.com # x\n10.0.0.1',
    );
    expect(found.map(({ line, column, text, ok }) => [line, column, text, ok])).toEqual([
      [1, 1, '73.140.245.0/24', true],
      [1, 18, '137.117.106.90/29', false],
      [3, 3, 'example.com', false],
      [4, 1, '10.0.0.1', false],
    ]);
  });

  test.each<[text: string, code: string, suggestion: string | undefined]>([
    ['137.117.106.90/29', 'host-bits-set', '137.117.106.88/29'],
    ['73.140.245.7/255.255.255.0', 'prefix-out-of-range', '73.140.245.0/24'],
    ['73.140.245.0/255.0.255.0', 'prefix-out-of-range', undefined],
    ['73.140.245.0/33', 'prefix-out-of-range', undefined],
    ['81.2.69.142:443', 'not-an-address', '81.2.69.142/32'],
    ['::ffff:81.2.69.142', 'ipv6', '81.2.69.142/32'],
    ['::ffff:10.0.0.1', 'ipv6', undefined],
    ['2001:db8::/32', 'ipv6', undefined],
    ['081.2.69.142', 'not-an-address', undefined],
    ['https://example.com:8443/path?x=1', 'not-an-address', undefined],
    ['AzureCloud', 'service-tag', undefined],
    ['0.0.0.0/0', 'whole-internet', undefined],
    ['0.0.0.0/32', 'cluster-only-placeholder', undefined],
    ['10.1.2.3/8', 'special-purpose', undefined],
  ])('%s is %s; offered instead: %s', (text, code, suggestion) => {
    expect(readPaste(text).pieces).toEqual([
      {
        line: 1,
        column: 1,
        text,
        ok: false,
        problem: expect.objectContaining({ code, text }),
        suggestion,
      },
    ]);
  });

  test('is one piece where it is a phrase', () => {
    expect(pieces('Home office Berlin 81.2.69.142, Azure Cloud')).toEqual([
      'not-an-address Home office Berlin',
      '81.2.69.142/32',
      'not-an-address Azure Cloud',
    ]);
    expect(pieces('home, office')).toEqual(['not-an-address home', 'not-an-address office']);
  });
});

describe('what is said of good ones', () => {
  test('a bare address was made a /32', () => {
    expect(readPaste('81.2.69.142').pieces).toMatchObject([{ ok: true, note: 'was-bare' }]);
  });

  test('a range that is partly special or very wide carries its warning', () => {
    const [piece] = readPaste('10.0.0.0/7').pieces;
    expect(piece).toMatchObject({ ok: true, warning: expect.stringContaining('Private-Use') });
  });
});

describe('a paste that is too long', () => {
  test('is read up to the limit of pieces, and says so', () => {
    const lines = Array.from({ length: pasteLimits.pieces + 1 }, () => '81.2.69.142').join('\n');
    const read = readPaste(lines);
    expect(read.pieces).toHaveLength(pasteLimits.pieces);
    expect(read.truncated).toBe(true);
    expect(readPaste(lines.slice(12)).truncated).toBe(false);
  });

  // Were each place tried as a beginning, these would take minutes: longer than a test may.
  test.each([
    ['comments', '#'],
    ['slashes', ' //'],
    ['full stops', '.'],
    ['colons', ':'],
  ])('is read also where it is nothing but %s up to a break that ends no line', (_, sign) => {
    const signs = sign.repeat(pasteLimits.characters / sign.length - 2);
    expect(readPaste(`${signs}\u2028x`).truncated).toBe(false);
  });

  test('is cut between words: half an address would be another address', () => {
    const filler = `#${'x'.repeat(pasteLimits.characters - 9)}\n`;
    const read = readPaste(`${filler}81.2.69.142`);
    expect(read).toEqual({ pieces: [], truncated: true });
  });

  test('counts the ranges of spans', () => {
    const span = '1.0.0.1-9.255.255.254\n';
    expect(readPaste(span.repeat(200)).truncated).toBe(true);
  });
});
