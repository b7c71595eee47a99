import { parseJson } from '#lib/parse-json';

/**
 * What looks like JSON objects side by side, with a comma between two. If each is one by itself, then these they are; else it
 * was cut elsewhere than where one ends and the next begins. Nobody writes to the bytes any more.
 */
export type ObjectBytes = {
  readonly bytes: Buffer;
  /** Where each ends; the next begins after the comma. */
  readonly ends: readonly number[];
};

/** Hears of the one long array of a JSON document while that still comes. */
export type ItemsListener = {
  /** Once, before the first item: what members the document has before the array. */
  readonly onHead: (head: unknown) => void;
  /**
   * Some at a time, each parsed, in their order, perhaps with their bytes. Nothing counts of a document that turns out
   * to be none.
   */
  readonly onItems: (items: readonly unknown[], bytes?: ObjectBytes) => void;
  /**
   * Is asked before some are parsed that look like objects: takes all of them as they are, each of which it has to know
   * for an object, and answers true; or none, and they come parsed.
   */
  readonly onBytes?: ((objects: ObjectBytes) => boolean) | undefined;
};

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Finds where each item ends, byte by byte. */
export function itemScanner(name: string, { onHead, onItems, onBytes }: ItemsListener) {
  const opening = new RegExp(`"${name}"\\s*:\\s*\\[$`);
  let around = '';
  let isFound = false;
  let hasSome = false;
  let isBroken = false;
  /** What has come of the item, or of the text around, that has not ended yet. */
  let held: Buffer[] = [];
  let depth = 0;
  let inItems = false;
  const texts = textWalker();

  function upTo(piece: Buffer, from: number, to: number): string {
    if (held.length === 0) return piece.toString('utf8', from, to);
    const whole = textOf([...held, piece.subarray(from, to)]);
    held = [];
    return whole;
  }

  function begins(text: string): boolean {
    around += text;
    if (depth !== 2 || isFound || !opening.test(around)) return false;
    isFound = true;
    onHead(parseJson(`${around}]}`));
    return true;
  }

  function add(items: readonly unknown[], bytes?: ObjectBytes): void {
    hasSome = true;
    onItems(items, bytes);
  }

  function addOne(text: string, isLast: boolean): void {
    // Between brackets that hold nothing there is no item, but after a comma there has to be one.
    if (isLast && !hasSome && text.trim() === '') return;
    const item = parseJson(text);
    if (item === undefined) isBroken = true;
    else add([item]);
  }

  return {
    /** What follows the start of the items, where it was in this piece; it has not been looked at. */
    take(piece: Buffer): Buffer | undefined {
      let from = 0;
      let at = texts.isInside() ? texts.endOf(piece, 0) + 1 : 0;
      for (; at < piece.length; at++) {
        const byte = piece[at] ?? 0;
        if (byte === QUOTE) {
          at = texts.endOf(piece, at + 1);
        } else if (byte === COMMA) {
          if (!inItems || depth !== 2) continue;
          addOne(upTo(piece, from, at), false);
          from = at + 1;
        } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
          depth++;
          if (inItems || byte === OPEN_OBJECT || depth !== 2) continue;
          inItems = begins(upTo(piece, from, at + 1));
          if (inItems) return piece.subarray(at + 1);
          from = at + 1;
        } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
          depth--;
          if (!inItems || depth !== 1) continue;
          addOne(upTo(piece, from, at), true);
          inItems = false;
          from = at;
        }
      }
      if (from < piece.length) held.push(piece.subarray(from));
      return undefined;
    },
    /** Items that others have read, before any piece with those that follow. */
    add,
    /** As `add`, where the listener takes them unparsed; false where it does not. */
    addBytes(objects: ObjectBytes): boolean {
      const areTaken = onBytes?.(objects) === true;
      hasSome ||= areTaken;
      return areTaken;
    },
    /** As of `jsonItemsReader`. */
    end(): string {
      around += Buffer.concat(held).toString('utf8');
      return inItems || isBroken ? '' : around;
    },
  };
}

/** Walks over texts, which may go on in the next piece. */
function textWalker() {
  let isInside = false;
  let isEscaped = false;
  return {
    isInside: () => isInside,
    /** Where the text ends that stands there; at or beyond the end of the piece where it goes on. */
    endOf(piece: Buffer, start: number): number {
      let at = isEscaped ? start + 1 : start;
      for (; at < piece.length; at++) {
        const byte = piece[at];
        if (byte === QUOTE) break;
        if (byte === BACKSLASH) at++;
      }
      isInside = at >= piece.length;
      isEscaped = at > piece.length;
      return at;
    },
  };
}

/** Bytes that stand in several pieces, as text. */
function textOf(pieces: readonly Buffer[]): string {
  const [first, ...others] = pieces;
  return (others.length === 0 && first ? first : Buffer.concat(pieces)).toString('utf8');
}
