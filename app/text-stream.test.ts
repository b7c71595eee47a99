import { expect, test } from 'vitest';
import { textStream } from './text-stream.ts';

function* pieces(count: number): Generator<string> {
  for (let at = 0; at < count; at++) yield `${at}`.padStart(9, '0');
}

test('gives all of the text', async () => {
  const text = await new Response(textStream(pieces(10_000))).text();
  expect(text).toBe([...pieces(10_000)].join(''));
});

test('lets others have their turn before each chunk, however fast it is read', async () => {
  let turns = 0;
  let other = setImmediate(function turn() {
    turns += 1;
    other = setImmediate(turn);
  });
  let chunks = 0;
  const reader = textStream(pieces(10_000)).getReader();
  while (!(await reader.read()).done) chunks += 1;
  clearImmediate(other);
  expect(chunks).toBeGreaterThan(2);
  expect(turns).toBeGreaterThanOrEqual(chunks);
});
