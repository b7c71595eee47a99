import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonText, printJsonText } from './json-text.ts';

const verbatim = [
  '{"b":1,"a":2}',
  '{"10":"ten","2":"two","b":{}}',
  '{"__proto__":{"x":1},"constructor":null}',
  '[9007199254740993,1.0,-0,1e400,0.1000]',
  '"\\u00e9\\/\\"]}"',
  '{"a\\u0062":[[],{},""]}',
  'null',
];

for (const text of verbatim) {
  test(`gives ${text} back as it was written`, () => {
    const json = parseJsonText(text);
    expect(json.ok && printJsonText(json.value)).toBe(text);
  });
}

test('gives any JSON back, whatever white space it came with', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t\r\n '), (value, space) => {
      const json = parseJsonText(JSON.stringify(value, null, space));
      expect(json.ok && printJsonText(json.value)).toBe(JSON.stringify(value));
    }),
  );
});

for (const text of ['', '{', '{"a":1}}', "{'a':1}", '[1,]', 'NaN', '<html>']) {
  test(`refuses ${text || 'nothing'}`, () => {
    expect(parseJsonText(text).ok).toBe(false);
  });
}
