import { PassThrough, Readable } from 'node:stream';
import { isRestError } from '@azure/core-rest-pipeline';
import { expect, test } from 'vitest';
import { readStreamedItems } from './streamed-items.ts';

const minute = 60_000;

function listener() {
  const items: unknown[] = [];
  return {
    items,
    onHead: () => {},
    onItems: (some: readonly unknown[]) => void items.push(...some),
  };
}

test('reads an answer in the pieces it comes in', async () => {
  const body = Readable.from([
    Buffer.from('{"count":2,"data":[{"id":"a"},{"i'),
    Buffer.from('d":"b"}]}'),
  ]);
  const heard = listener();
  const around = await readStreamedItems(body, 'data', minute, heard);
  expect(heard.items).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect(around).toBe('{"count":2,"data":[]}');
});

test('others get their turn between two pieces, of whichever answer', async () => {
  const pieces = Array.from({ length: 10 }, (_, at) => Buffer.from(at === 0 ? '{"data":[1' : ',1'));
  const answers = Array.from({ length: 3 }, () => Readable.from([...pieces, Buffer.from(']}')]));
  let turns = 0;
  const counting = new AbortController();
  const count = () => {
    turns++;
    if (!counting.signal.aborted) setImmediate(count);
  };
  setImmediate(count);
  const heard = answers.map(listener);
  await Promise.all(
    answers.map((body, at) => readStreamedItems(body, 'data', minute, heard[at] ?? listener())),
  );
  counting.abort();
  expect(heard.map(({ items }) => items.length)).toEqual([10, 10, 10]);
  expect(turns).toBeGreaterThanOrEqual(33);
});

test('an answer that breaks off is one that the pipeline asks for again', async () => {
  const body = new PassThrough();
  body.write('{"data":[{"id":"a"},');
  const reading = readStreamedItems(body, 'data', minute, listener()).catch(
    (error: unknown) => error,
  );
  body.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
  const error = await reading;
  expect(isRestError(error) && error.code).toBe('ECONNRESET');
});

test('an answer that does not go on is given up', async () => {
  const body = new PassThrough();
  body.write('{"data":[');
  const reading = readStreamedItems(body, 'data', 1, listener());
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});
