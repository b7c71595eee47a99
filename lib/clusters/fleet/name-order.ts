const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** By code, where the collator has a printable ASCII character; the same for `a` and `A`. */
const ranks = rankAscii();
const [ZERO, NINE] = [0x30, 0x39];
const numberMark = ranks[ZERO] ?? 0;

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
  return isEach(keys) ? placesOf(keys) : collatedPlaces(texts);
}

function isEach(keys: readonly (string | undefined)[]): keys is readonly string[] {
  return keys.every((key) => key !== undefined);
}

function placesOf(keys: readonly string[]): Uint32Array {
  const inOrder = Uint32Array.from(keys, (_, at) => at).sort((a, b) =>
    comparePlain(keys[a] ?? '', keys[b] ?? ''),
  );
  const places = new Uint32Array(keys.length);
  let [place, before] = [0, keys[inOrder[0] ?? 0]];
  for (const at of inOrder) {
    const key = keys[at];
    if (key !== before) place++;
    before = key;
    places[at] = place;
  }
  return places;
}

function comparePlain(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
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

/** One array for all: to put a key together from texts takes twice as long. */
const codes: number[] = [];

/** Each character by its rank, and each number by how many digits it has, then by these. */
function orderKey(text: string): string | undefined {
  codes.length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const rank = ranks[code];
    if (rank === undefined) return undefined;
    if (!isDigit(code)) {
      codes.push(rank);
      continue;
    }
    let first = at;
    while (isDigit(text.charCodeAt(at + 1))) at++;
    while (first <= at && text.charCodeAt(first) === ZERO) first++;
    codes.push(numberMark, at + 1 - first);
    for (; first <= at; first++) codes.push(text.charCodeAt(first));
  }
  return String.fromCharCode(...codes);
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
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
