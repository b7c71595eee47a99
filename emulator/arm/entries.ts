/** First and last address of blocks that are not on the internet, as far as AKS is taken to care. */
const notRoutable = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '240.0.0.0/4',
].flatMap((block) => parseBlock(block) ?? []);

type Block = { readonly first: number; readonly prefixBits: number; readonly address: number };

/** True for `AzureCloud` and its like. */
export function isServiceTag(entry: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/.test(entry);
}

/**
 * What AKS is taken to object to in a new entry; `undefined` when it takes it. That it refuses host
 * bits, private addresses and IPv6 is unverified; bare addresses and 0.0.0.0/0 are accepted.
 */
export function entryProblem(entry: string): string | undefined {
  if (isServiceTag(entry) || entry === '0.0.0.0/32') return undefined;
  const block = parseBlock(entry);
  if (!block) return `The authorized IP range '${entry}' is not a valid IPv4 address or CIDR.`;
  if (block.first !== block.address) {
    return `The authorized IP range '${entry}' is not a network address.`;
  }
  const isInside = (outer: Block) =>
    block.prefixBits >= outer.prefixBits &&
    firstOf(block.address, outer.prefixBits) === outer.first;
  if (!notRoutable.some(isInside)) return undefined;
  return `The authorized IP range '${entry}' is not a public IP range.`;
}

/** An entry as it comes back: a bare address with /32, and what is none (`010.1.2.3`) as it was. */
export function normalisedEntry(entry: string): string {
  return parseBlock(entry) && !entry.includes('/') ? `${entry}/32` : entry;
}

/** True when an entry of a list covers an address. Tags and what is not understood cover nothing. */
export function entryCovers(entry: string, address: string): boolean {
  const [outer, inner] = [parseBlock(entry), parseBlock(address)];
  return (
    outer !== undefined &&
    inner !== undefined &&
    firstOf(inner.address, outer.prefixBits) === outer.first
  );
}

function parseBlock(text: string): Block | undefined {
  const octet = '(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])';
  const pattern = new RegExp(
    `^${octet}\\.${octet}\\.${octet}\\.${octet}(?:/([0-9]|[12][0-9]|3[0-2]))?$`,
  );
  const [matched, ...parts] = pattern.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const address = parts.slice(0, 4).reduce((sum, part) => sum * 256 + Number(part), 0);
  const prefixBits = Number(parts[4] ?? 32);
  return { address, prefixBits, first: firstOf(address, prefixBits) };
}

function firstOf(address: number, prefixBits: number): number {
  const size = 2 ** (32 - prefixBits);
  return Math.floor(address / size) * size;
}
