import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSealer } from './sealer.ts';

const key = (byte: number) => new Uint8Array(32).fill(byte);
const sealer = makeSealer([key(1)]);

test('opens what it sealed', () => {
  const letters = fc.constantFrom('a', 'é', '😀', '\0', '"', '\n', '.');
  const texts = fc.array(letters).map((some) => some.join(''));
  fc.assert(
    fc.property(texts, texts, (text, purpose) => {
      expect(sealer.open(purpose, sealer.seal(purpose, text))).toEqual({ ok: true, value: text });
    }),
  );
});

test('seals the same text differently every time', () => {
  expect(sealer.seal('p', 'text')).not.toBe(sealer.seal('p', 'text'));
});

test('does not show what it sealed', () => {
  expect(Buffer.from(sealer.seal('p', 'refresh-token'), 'base64url').toString()).not.toContain(
    'refresh',
  );
});

test('refuses a text in which any byte was changed', () => {
  const sealed = sealer.seal('p', 'some text');
  const [name = '', body = ''] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes);
    changed[i] = (changed[i] ?? 0) ^ 1;
    expect(sealer.open('p', `${name}.${changed.toString('base64url')}`).ok).toBe(false);
  }
});

test('refuses a text that was cut short', () => {
  const sealed = sealer.seal('p', 'some text');
  for (let length = 0; length < sealed.length - 1; length++) {
    expect(sealer.open('p', sealed.slice(0, length)).ok).toBe(false);
  }
});

test('refuses a text sealed for another purpose', () => {
  expect(sealer.open('grant 2', sealer.seal('grant 1', 'x')).ok).toBe(false);
});

test('opens texts of an older key and seals with the first', () => {
  const rotated = makeSealer([key(2), key(1)]);
  expect(rotated.open('p', sealer.seal('p', 'old'))).toEqual({ ok: true, value: 'old' });
  expect(sealer.open('p', rotated.seal('p', 'new')).ok).toBe(false);
});

test('refuses a text whose key is gone', () => {
  expect(makeSealer([key(2)]).open('p', sealer.seal('p', 'old')).ok).toBe(false);
});
