import { formatClusterId } from '#lib/clusters/resource-id';
import type { FleetRow } from './fleet.ts';

/** What is looked for: API servers by host name, or else words that must all occur. Lower case. */
type SearchTerms = { readonly hosts: readonly string[]; readonly words: readonly string[] };

/** The longest search text that is looked at, in UTF-16 units; a kubectl error is a few hundred. */
const longestSearch = 2_000;

/**
 * Host names of API servers: `…hcp.westeurope.azmk8s.io`, those of private clusters, and of Azure in
 * the US Government and China (`…cx.aks.containerservice.azure.us`, `…cx.prod.service.azk8s.cn`).
 */
const apiServerHost =
  /[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:azmk8s\.io|containerservice\.azure\.us|azk8s\.cn)/g;

/**
 * Reads what was typed or pasted into the search box. A kubeconfig server URL or a kubectl error
 * names a cluster by its host, and only that counts; anything else is words.
 */
export function readSearch(text: string): SearchTerms {
  const lower = text.slice(0, longestSearch).toLowerCase();
  const hosts = lower.match(apiServerHost) ?? [];
  if (hosts.length > 0) return { hosts: [...new Set(hosts)], words: [] };
  return { hosts: [], words: lower.split(/\s+/).filter((word) => word !== '') };
}

/** True when a cluster is meant: one of the hosts is its API server, or every word is in its names. */
export function matchesSearch(row: FleetRow, { hosts, words }: SearchTerms): boolean {
  if (hosts.length > 0) return [row.fqdn, row.privateFqdn].some((own) => isOneOf(hosts, own));
  if (words.length === 0) return true;
  const haystack = haystackOf(row);
  return words.every((word) => haystack.includes(word));
}

/**
 * True for a kubectl error that names a cluster by its address only (`dial tcp 20.1.2.3:443: i/o
 * timeout`): no cluster can be told by that, but the server line of the kubeconfig would do.
 */
export function namesOnlyAddress(text: string): boolean {
  return readSearch(text).hosts.length === 0 && /(?:\d{1,3}\.){3}\d{1,3}:\d+/.test(text);
}

/**
 * The rows in another order: first clusters whose name is the text, then those with all of its words in their
 * name, then the others, which have them in a group or a tag. Within each as they were.
 */
export function namedFirst(rows: readonly FleetRow[], text: string): readonly FleetRow[] {
  const { words } = readSearch(text);
  const [named, part, elsewhere]: [FleetRow[], FleetRow[], FleetRow[]] = [[], [], []];
  for (const row of rows) {
    const name = row.id.name.toLowerCase();
    if (words.length === 1 && name === words[0]) named.push(row);
    else if (words.every((word) => name.includes(word))) part.push(row);
    else elsewhere.push(row);
  }
  return [...named, ...part, ...elsewhere];
}

function isOneOf(hosts: readonly string[], own: string | undefined): boolean {
  return own !== undefined && hosts.includes(own.toLowerCase());
}

// One row is searched at every key stroke, by pages and by routes, and never changes.
type Haystacks = WeakMap<FleetRow, string>;
const holder: typeof globalThis & { drawbridgeHaystacks?: Haystacks } = globalThis;
holder.drawbridgeHaystacks ??= new WeakMap();
const haystacks = holder.drawbridgeHaystacks;

/** Name, resource group, subscription, FQDN, tags and resource id. New lines keep words apart. */
function haystackOf(row: FleetRow): string {
  const known = haystacks.get(row);
  if (known !== undefined) return known;
  const tags = Object.entries(row.tags).map(([key, value]) => `${key}=${value}`);
  const texts = [formatClusterId(row.id), row.subscriptionName, row.fqdn, row.privateFqdn, ...tags];
  const haystack = texts.join('\n').toLowerCase();
  haystacks.set(row, haystack);
  return haystack;
}
