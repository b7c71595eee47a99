import { PassThrough, Readable } from 'node:stream';
import { isRestError } from '@azure/core-rest-pipeline';
import { expect, test } from 'vitest';
import { readStreamedItems } from './streamed-items.ts';

const minute = 60_000;

test('reads an answer in the pieces it comes in', async () => {
  const body = Readable.from([
    Buffer.from('{"count":2,"data":[{"id":"a"},{"i'),
    Buffer.from('d":"b"}]}'),
  ]);
  const { items, around } = await readStreamedItems(body, 'data', minute);
  expect(items).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect(around).toBe('{"count":2,"data":[]}');
});

test('an answer that breaks off is one that the pipeline asks for again', async () => {
  const body = new PassThrough();
  body.write('{"data":[{"id":"a"},');
  const reading = readStreamedItems(body, 'data', minute).catch((error: unknown) => error);
  body.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
  const error = await reading;
  expect(isRestError(error) && error.code).toBe('ECONNRESET');
});

test('an answer that does not go on is given up', async () => {
  const body = new PassThrough();
  body.write('{"data":[');
  const reading = readStreamedItems(body, 'data', 1);
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});
