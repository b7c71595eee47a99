import { setImmediate } from 'node:timers/promises';

/** In characters: a packet or a few at a time. */
const chunkSize = 32_768;

/**
 * Makes a text as fast as it is taken, so that it never lies in memory as a whole. Whoever takes it may be
 * faster than it is made, so others have their turn before each chunk.
 */
export function textStream(pieces: Generator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      await setImmediate();
      let chunk = '';
      for (let next = pieces.next(); ; next = pieces.next()) {
        chunk += next.value ?? '';
        if (next.done || chunk.length >= chunkSize) {
          if (chunk !== '') controller.enqueue(encoder.encode(chunk));
          if (next.done) controller.close();
          return;
        }
      }
    },
  });
}
