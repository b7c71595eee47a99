const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** By code, where the collator has a printable ASCII character; the same for `a` and `A`. */
const ranks = rankAscii();
const [ZERO, NINE] = [0x30, 0x39];
const numberMark = String.fromCharCode(ranks[ZERO] ?? 0);

/** How people expect names in order: without regard to letter case, `aks-9` before `aks-10`. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}

/**
 * By index, the place of each text in the order of `compareNames`, the same for texts that are equal in
 * it. The collator takes its time, so each text is looked at once: for texts in ASCII, as nearly all
 * are, there is another text that plain comparing sorts alike.
 */
export function namePlaces(texts: readonly string[]): Uint32Array {
  const keys = texts.map(orderKey);
  if (keys.every((key) => key !== undefined)) return placesOf(keys, [...new Set(keys)].sort());
  return collatedPlaces(texts);
}

function placesOf(keys: readonly string[], inOrder: readonly string[]): Uint32Array {
  const places = new Map(inOrder.map((key, at) => [key, at]));
  return Uint32Array.from(keys, (key) => places.get(key) ?? 0);
}

function collatedPlaces(texts: readonly string[]): Uint32Array {
  const inOrder = [...new Set(texts)].sort(compareNames);
  const places = new Map<string, number>();
  for (const [at, text] of inOrder.entries()) {
    const before = inOrder[at - 1];
    const isSame = before !== undefined && compareNames(before, text) === 0;
    places.set(text, isSame ? (places.get(before) ?? at) : at);
  }
  return Uint32Array.from(texts, (text) => places.get(text) ?? 0);
}

/** Each character by its rank, and each number by how many digits it has, then by these. */
function orderKey(text: string): string | undefined {
  let key = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const rank = ranks[code];
    if (rank === undefined) return undefined;
    if (code < ZERO || code > NINE) {
      key += String.fromCharCode(rank);
      continue;
    }
    const digits = digitsFrom(text, at);
    const value = digits.replace(/^0+/, '');
    key += numberMark + String.fromCharCode(value.length) + value;
    at += digits.length - 1;
  }
  return key;
}

function digitsFrom(text: string, start: number): string {
  let end = start;
  while (text.charCodeAt(end) >= ZERO && text.charCodeAt(end) <= NINE) end++;
  return text.slice(start, end);
}

function rankAscii(): readonly (number | undefined)[] {
  const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
  const inOrder = printable.toSorted(compareNames);
  const found: (number | undefined)[] = [];
  let rank = 0;
  for (const [at, character] of inOrder.entries()) {
    if (at > 0 && compareNames(inOrder[at - 1] ?? '', character) !== 0) rank++;
    found[character.charCodeAt(0)] = rank;
  }
  return found;
}
