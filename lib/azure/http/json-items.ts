import { parseJson } from '#lib/parse-json';

/** What a JSON document holds, the items of its one long array apart from the rest. */
export type JsonItems = {
  /** Each parsed; undefined where the document has no such array, or an item is not JSON. */
  readonly items: readonly unknown[] | undefined;
  /**
   * The document as text, with an empty array in the place of the items, for the caller to parse: it is
   * JSON if the document is. Empty where an item is not.
   */
  readonly around: string;
};

/** Takes a document in the pieces it comes in, wherever those were cut. */
type JsonItemsReader = {
  take(piece: Buffer): void;
  /** What has come, at the end of the document. */
  end(): JsonItems;
};

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Reads the items of the array that is the document's member `name`, each by itself as it comes: a page
 * of a thousand clusters is megabytes, and to put its pieces together, to make one text of them and to
 * parse that takes three times as long as this, most of it to get memory that is used once. `onHead` hears
 * once, before the first item, what members the document has before that one.
 */
export function jsonItemsReader(name: string, onHead?: (head: unknown) => void): JsonItemsReader {
  const opening = new RegExp(`"${name}"\\s*:\\s*\\[$`);
  /** Undefined in the place of one that is not JSON. */
  let items: unknown[] | undefined;
  let around = '';
  /** What has come of the item, or of the text around, that has not ended yet. */
  let held: Buffer[] = [];
  let depth = 0;
  let inItems = false;
  let inText = false;
  let isEscaped = false;

  function upTo(piece: Buffer, from: number, to: number): string {
    if (held.length === 0) return piece.toString('utf8', from, to);
    const whole = Buffer.concat([...held, piece.subarray(from, to)]).toString('utf8');
    held = [];
    return whole;
  }

  /** Where the text ends that stands there; the length of the piece where it goes on in the next. */
  function endOfText(piece: Buffer, start: number): number {
    let at = start;
    const length = piece.length;
    if (isEscaped) at++;
    isEscaped = false;
    for (; at < length; at++) {
      const byte = piece[at];
      if (byte === QUOTE) break;
      if (byte === BACKSLASH) at++;
    }
    inText = at >= length;
    isEscaped = at > length;
    return at;
  }

  function begins(text: string): boolean {
    around += text;
    if (depth !== 2 || items !== undefined || !opening.test(around)) return false;
    items = [];
    onHead?.(parseJson(`${around}]}`));
    return true;
  }

  function add(text: string, isLast: boolean): void {
    // Between brackets that hold nothing there is no item, but after a comma there has to be one.
    if (isLast && items?.length === 0 && text.trim() === '') return;
    items?.push(parseJson(text));
  }

  return {
    take(piece) {
      let from = 0;
      let at = inText ? endOfText(piece, 0) + 1 : 0;
      for (; at < piece.length; at++) {
        const byte = piece[at] ?? 0;
        if (byte === QUOTE) {
          at = endOfText(piece, at + 1);
        } else if (byte === COMMA) {
          if (!inItems || depth !== 2) continue;
          add(upTo(piece, from, at), false);
          from = at + 1;
        } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
          depth++;
          if (inItems || byte === OPEN_OBJECT || depth !== 2) continue;
          inItems = begins(upTo(piece, from, at + 1));
          from = at + 1;
        } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
          depth--;
          if (!inItems || depth !== 1) continue;
          add(upTo(piece, from, at), true);
          inItems = false;
          from = at;
        }
      }
      if (from < piece.length) held.push(piece.subarray(from));
    },
    end() {
      around += Buffer.concat(held).toString('utf8');
      return inItems || items?.includes(undefined)
        ? { items: undefined, around: '' }
        : { items, around };
    },
  };
}
