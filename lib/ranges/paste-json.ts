/** A stretch of a text, as offsets: `end` is not in it. */
export type Stretch = { readonly start: number; readonly end: number };

type JsonText = Stretch & { readonly key: string; readonly text: string };

/** `authorizedIPRanges` as the REST API writes it, `authorizedIpRanges` as `az` does, and Terraform's. */
const rangesKey = /^authorized_?ip_?ranges$/i;

/** Keys that only a cluster has: its other addresses (`podCidr`, `dnsServiceIP`) are none of ours. */
const clusterKey =
  /^(agentPoolProfiles|apiServerAccessProfile|networkProfile|podCidrs?|serviceCidrs?)$/i;

/** Where a line begins JSON. */
const beginning = /^[ \t]*[{["]/gm;

/** A text in quotes, and the colon that makes it a key. */
const quoted = /"((?:[^"\\]|\\.)*)"(\s*:)?/sy;

/** Outside of quotes JSON has these and nothing else. */
const bare = /(?:[\s,:[\]{}]|(?:true|false|null|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![^\s,:\]}]))*/iy;

/** A text whose end was cut off. */
const unfinished = /"[^"\r\n]*$/y;

/**
 * Where JSON stands in a text, and the texts in it that are ranges: of a cluster its authorized ranges
 * only, of other objects whatever starts like an address. `plain` is what is no JSON: all of it where
 * there is no object; a mere array of texts reads like any other list. Broken JSON is read as far as it
 * makes sense, and ends at what cannot stand there.
 */
export function splitJson(text: string): {
  readonly plain: readonly Stretch[];
  readonly texts: readonly Stretch[];
} {
  const keys = new Set<string>();
  const values: JsonText[] = [];
  const plain: Stretch[] = [];
  let end = 0;
  beginning.lastIndex = 0;
  for (let begins = beginning.exec(text); begins !== null; begins = beginning.exec(text)) {
    const part = scan(text, begins.index);
    beginning.lastIndex = Math.max(part.end, beginning.lastIndex);
    if (part.keys.length === 0) continue;
    for (const key of part.keys) keys.add(key);
    values.push(...part.values);
    plain.push({ start: end, end: begins.index });
    end = part.end;
  }
  plain.push({ start: end, end: text.length });
  return { plain, texts: chosen(keys, values) };
}

function chosen(keys: ReadonlySet<string>, values: readonly JsonText[]): readonly JsonText[] {
  const named = [...keys];
  if (named.some((key) => rangesKey.test(key))) {
    return values.filter(({ key }) => rangesKey.test(key));
  }
  if (named.some((key) => clusterKey.test(key))) return [];
  return values.filter(({ text }) => startsLikeAddress(text));
}

/** One pass to where the JSON ends: a text belongs to the key that was named last. */
function scan(text: string, start: number) {
  const keys: string[] = [];
  const values: JsonText[] = [];
  let at = start;
  for (;;) {
    at += lengthAt(bare, text, at);
    quoted.lastIndex = at;
    const [whole, content = '', colon] = quoted.exec(text) ?? [];
    if (whole === undefined) return { end: at + lengthAt(unfinished, text, at), keys, values };
    const first = at + 1;
    if (colon !== undefined) keys.push(content);
    else
      values.push({
        start: first,
        end: first + content.length,
        key: keys.at(-1) ?? '',
        text: content,
      });
    at += whole.length;
  }
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** True for what begins as an IPv4 or IPv6 address, whatever follows: other texts may be anything. */
export function startsLikeAddress(text: string): boolean {
  return /^\s*(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}:[0-9a-f]{0,4}:)/i.test(text);
}
