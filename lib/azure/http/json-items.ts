import { parseJson } from '#lib/parse-json';
import { type ItemsListener, itemScanner } from './item-scanner.ts';

/** Takes a document in the pieces it comes in, wherever those were cut. */
type JsonItemsReader = {
  take(piece: Buffer): void;
  /**
   * At the end of the document: all of it but the items, with an empty array in their place, for the caller
   * to parse. It is JSON if the document is; empty where an item is not.
   */
  end(): string;
};

/** How one object of a list ends and the next begins, where there is no space between. */
const between = Buffer.from('},{"');

/** So many pieces without such a place are no list of small objects. */
const mostPieces = 64;

/**
 * Reads the items of the array that is the document's member `name` as they come: a page of a thousand
 * clusters is megabytes, and to put its pieces together, to make one text of them and to parse that takes
 * three times as long as this, most of it to get memory that is used once.
 *
 * Objects are parsed many at a time, up to the last place of a piece that looks like the end of one. If it was
 * none, that is no JSON, and then the document is looked at byte by byte.
 */
export function jsonItemsReader(name: string, listener: ItemsListener): JsonItemsReader {
  const scanner = itemScanner(name, listener);
  /** What has come from the start of an item on; undefined where the scanner has all. */
  let ahead: Buffer[] | undefined;

  function scanAhead(): void {
    const pieces = ahead ?? [];
    ahead = undefined;
    for (const piece of pieces) scanner.take(piece);
  }

  function takeItems(piece: Buffer, before: readonly Buffer[]): void {
    const first = piece.indexOf(between);
    if (first < 0 && before.length < mostPieces) {
      ahead = [...before, piece];
      return;
    }
    const begun = Buffer.concat([...before, piece.subarray(0, first + 1)]);
    if (first < 0 || !takeObjects(begun)) {
      ahead = [...before, piece];
      scanAhead();
      return;
    }
    const rest = piece.subarray(first + 2);
    const end = rest.lastIndexOf(between);
    if (end < 0) {
      ahead = [rest];
    } else if (takeObjects(rest.subarray(0, end + 1))) {
      ahead = [rest.subarray(end + 2)];
    } else {
      ahead = [rest];
      scanAhead();
    }
  }

  /** False where these are none. */
  function takeObjects(bytes: Buffer): boolean {
    const objects = listener.onBytes && { bytes, ends: endsIn(bytes) };
    if (objects && scanner.addBytes(objects)) return true;
    const some = parseJson(`[${bytes}]`);
    if (!Array.isArray(some)) return false;
    scanner.add(some, objects);
    return true;
  }

  return {
    take(piece) {
      if (ahead) return takeItems(piece, ahead);
      const rest = scanner.take(piece);
      if (rest) takeItems(rest, []);
    },
    end() {
      scanAhead();
      return scanner.end();
    },
  };
}

function endsIn(bytes: Buffer): readonly number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(between); at >= 0; at = bytes.indexOf(between, at + 2)) {
    ends.push(at + 1);
  }
  ends.push(bytes.length);
  return ends;
}
