import { addAbortSignal, Readable } from 'node:stream';
import { RestError } from '@azure/core-rest-pipeline';
import { ownTurn } from '#lib/own-turn';
import type { ItemsListener } from './item-scanner.ts';
import { jsonItemsReader } from './json-items.ts';

/**
 * Reads an answer whose body is still coming: tells `listener` the items of its member `name`, and returns
 * what is around them, as `jsonItemsReader` does.
 * Ten pages of a thousand clusters come at the same time, so each piece waits for a turn of its own, and
 * whoever asks for something small meanwhile is answered in between.
 *
 * Throws what the pipeline would have thrown for a body that breaks off (it asks again then), or that
 * takes longer than `timeoutMs`.
 */
export async function readStreamedItems(
  body: NodeJS.ReadableStream,
  name: string,
  timeoutMs: number,
  listener: ItemsListener,
): Promise<string> {
  const stream = body instanceof Readable ? body : new Readable().wrap(body);
  addAbortSignal(AbortSignal.timeout(timeoutMs), stream);
  const reader = jsonItemsReader(name, listener);
  try {
    for await (const piece of stream) {
      await ownTurn();
      reader.take(Buffer.isBuffer(piece) ? piece : Buffer.from(piece));
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw new RestError(`The answer broke off: ${String(error)}`, { code: codeOf(error) });
  }
  return reader.end();
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : RestError.PARSE_ERROR;
}
