import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRange } from './cidr.ts';
import { formatCidr } from './ipv4.ts';
import { readPaste } from './paste.ts';
import { anyEntry, publicRange } from './test-arbitraries.ts';

const scrap = fc.oneof(
  anyEntry,
  fc.constantFrom(
    '\n',
    '\r\n',
    ',',
    ';',
    ' ',
    '\t',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ':',
    '=',
    '#',
    '//',
  ),
  fc.constantFrom(
    '-',
    '–',
    '---',
    '|',
    '\\',
    'authorizedIPRanges',
    '"podCidr":',
    '--api-server-authorized-ip-ranges',
  ),
  fc.string({ maxLength: 8, unit: 'binary' }),
);

const anyPaste = fc.oneof(
  fc.array(scrap, { maxLength: 40 }).map((scraps) => scraps.join('')),
  fc.json(),
  fc.string({ unit: 'binary' }),
);

test('whatever is pasted, each piece stands at its line and column', () => {
  fc.assert(
    fc.property(anyPaste, (text) => {
      const lines = text.split(/\r\n|\n|\r/);
      for (const piece of readPaste(text).pieces) {
        expect(piece.text).not.toBe('');
        expect(lines[piece.line - 1]?.startsWith(piece.text, piece.column - 1)).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('whatever is pasted, pieces come in the order in which they stand', () => {
  fc.assert(
    fc.property(anyPaste, (text) => {
      const places = readPaste(text).pieces.map(({ line, column }) => line * 1_000_000 + column);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }),
  );
});

test('whatever is pasted, every good range may be added', () => {
  fc.assert(
    fc.property(anyPaste, (text) => {
      for (const piece of readPaste(text).pieces) {
        if (piece.ok) {
          expect(parseRange(formatCidr(piece.range))).toEqual({ ok: true, value: piece.range });
        } else if (piece.suggestion !== undefined) {
          expect(parseRange(piece.suggestion).ok).toBe(true);
        }
      }
    }),
    { numRuns: 1_000 },
  );
});

test('ranges come back exactly, whatever stands between them', () => {
  const separator = fc.constantFrom('\n', ', ', ';', ' ', '\t', '"\n"', ' # office\n', '\r\n- ');
  fc.assert(
    fc.property(fc.array(fc.tuple(publicRange, separator), { maxLength: 20 }), (ranges) => {
      const text = ranges.map(([range, after]) => formatCidr(range) + after).join('');
      const found = readPaste(text).pieces.map((piece) => piece.ok && piece.range);
      expect(found).toEqual(ranges.map(([range]) => range));
    }),
  );
});
