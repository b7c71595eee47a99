import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRecord, listCells } from './csv.ts';

/** Reads records as a spreadsheet does that parts cells by `separator` (RFC 4180). */
function readCsv(text: string, separator = ','): string[][] {
  const records: string[][] = [];
  let [record, cell, quoted]: [string[], string, boolean] = [[], '', false];
  for (let i = 0; i < text.length; i++) {
    const each = text[i] ?? '';
    if (quoted) {
      if (each !== '"') cell += each;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (each === '"' && cell === '') quoted = true;
    else if (each === separator) [record, cell] = [[...record, cell], ''];
    else if (each === '\r' && text[i + 1] === '\n') {
      records.push([...record, cell]);
      [record, cell] = [[], ''];
      i++;
    } else cell += each;
  }
  return records;
}

const nasty = fc.oneof(
  fc.string(),
  fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', ' ', 'a'),
  }),
  fc.constantFrom('=cmd|" /C calc"!A0', 'a;=1+1', '"=1+1', '＝1+1', '\t=1+1', 'plain'),
);

describe('a record of CSV', () => {
  test.each<[cells: (string | number | undefined)[], record: string]>([
    [['aks-prod', 3, undefined, 'West Europe'], 'aks-prod,3,,West Europe\r\n'],
    [['a,b', 'say "aks"', 'two\nlines'], '"a,b","say ""aks""","two\nlines"\r\n'],
    [['=1+1', '+1', '-1', '@SUM(A1)'], "'=1+1,'+1,'-1,'@SUM(A1)\r\n"],
    [['=HYPERLINK("x","y")'], '"\'=HYPERLINK(""x"",""y"")"\r\n'],
    [['\t=1', '\r=1'], '"\'\t\'=1","\'\r\'=1"\r\n'],
    [['Payments; =1+1'], '"Payments; \'=1+1"\r\n'],
    [['＝1+1'], "'＝1+1\r\n"],
    [['aks-prod', '10.0.0.0/8', 'a=b', 'x - y'], 'aks-prod,10.0.0.0/8,a=b,x - y\r\n'],
  ])('%j', (cells, record) => {
    expect(csvRecord(cells)).toBe(record);
  });

  test('starts no formula, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1 }), (cells) => {
        for (const separator of [',', ';', '\t']) {
          for (const cell of readCsv(csvRecord(cells), separator).flat()) {
            expect(cell).not.toMatch(
              separator === ',' ? /^[=+\-@\t\r＝＋－＠]/ : /^[=+\-@＝＋－＠]/,
            );
          }
        }
      }),
    );
  });

  test('reads back as the same cells, but for the apostrophes', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1 }), (cells) => {
        const bare = (text: string) => text.replaceAll("'", '');
        const [record] = readCsv(csvRecord(cells));
        expect(record?.map(bare)).toEqual(cells.map(bare));
      }),
    );
  });
});

describe('a long list', () => {
  test('stands in the first cell while there is room', () => {
    expect(listCells(['73.140.245.0/24', '193.168.1.0/24'], 2)).toEqual([
      '73.140.245.0/24 193.168.1.0/24',
      '',
    ]);
  });

  test('goes on in the next cell before Excel cuts it', () => {
    const entries = Array.from(
      { length: 2000 },
      (_, i) => `193.168.${100 + (i % 100)}.${100 + (i % 90)}/32`,
    );
    const cells = listCells(entries, 2);
    expect(cells.every(({ length }) => length > 0 && length < 32_767)).toBe(true);
    expect(cells.join(' ').split(' ')).toEqual(entries);
  });
});
