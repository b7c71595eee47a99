/** A stretch of a text, as offsets: `end` is not in it. */
export type Stretch = { readonly start: number; readonly end: number };

type JsonText = Stretch & { readonly key: string; readonly text: string };

/** `authorizedIPRanges` as the REST API writes it, `authorizedIpRanges` as `az` does, and Terraform's. */
const rangesKey = /^authorized_?ip_?ranges$/i;

/** Keys that only a cluster has: its other addresses (`podCidr`, `dnsServiceIP`) are none of ours. */
const clusterKey =
  /^(agentPoolProfiles|apiServerAccessProfile|networkProfile|podCidrs?|serviceCidrs?)$/i;

/** A text in quotes, and the colon that makes it a key. */
const quoted = /"((?:[^"\\]|\\.)*)"(\s*:)?/gs;

/**
 * Where the JSON in a text begins, and the texts in it that are ranges: of a cluster its authorized
 * ranges only, of other objects whatever starts like an address. Undefined where there is no object
 * in JSON; a mere array of texts reads like any other list. Broken JSON is read as far as it makes
 * sense.
 */
export function jsonTexts(
  text: string,
): { readonly start: number; readonly texts: readonly Stretch[] } | undefined {
  const start = text.search(/^[ \t]*[{["]/m);
  if (start < 0) return undefined;
  const { keys, values } = scan(text, start);
  if (keys.size === 0) return undefined;
  return { start, texts: chosen(keys, values) };
}

function chosen(keys: ReadonlySet<string>, values: readonly JsonText[]): readonly JsonText[] {
  const named = [...keys];
  if (named.some((key) => rangesKey.test(key))) {
    return values.filter(({ key }) => rangesKey.test(key));
  }
  if (named.some((key) => clusterKey.test(key))) return [];
  return values.filter(({ text }) => startsLikeAddress(text));
}

/** One pass over the quotes: a text belongs to the key that was named last. */
function scan(text: string, start: number) {
  const keys = new Set<string>();
  const values: JsonText[] = [];
  let key = '';
  for (const { index, 1: content = '', 2: colon } of text.slice(start).matchAll(quoted)) {
    const first = start + index + 1;
    if (colon === undefined) {
      values.push({ start: first, end: first + content.length, key, text: content });
    } else {
      key = content;
      keys.add(key);
    }
  }
  return { keys, values };
}

/** True for what begins as an IPv4 or IPv6 address, whatever follows: other texts may be anything. */
export function startsLikeAddress(text: string): boolean {
  return /^\s*(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}:[0-9a-f]{0,4}:)/i.test(text);
}
