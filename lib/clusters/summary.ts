import { parseJson } from '#lib/parse-json';
import type { Access } from '#lib/ranges/access';
import { listLimit } from '#lib/ranges/limit';
import {
  accessOfPacked,
  type JoinedEntries,
  listPacker,
  type PackedEntries,
  packEntries,
} from '#lib/ranges/packed-entries';
import { err, ok, type Result } from '#lib/result';
import { type Cluster, type ClusterSource, isFleetHub } from './cluster.ts';
import { withEntries } from './lazy-entries.ts';
import { ownerFromTags } from './owner.ts';
import { parseClusterId } from './resource-id.ts';
import { isSpelledOtherwise } from './wire.ts';

/**
 * What a list of ten thousand clusters tells of each. Its `entries` may be made whenever they are read:
 * read them once.
 */
export type ClusterSummary = Omit<
  Cluster,
  | 'pools'
  | 'effectiveOutboundIpIds'
  | 'outboundIpIds'
  | 'outboundPrefixIds'
  | 'linkedRights'
  | 'eTag'
>;

/** Where in a cluster those parts of a summary stand that are one value, in Azure's letter case, which matters. */
const paths = {
  id: ['id'],
  location: ['location'],
  skuName: ['sku', 'name'],
  skuTier: ['sku', 'tier'],
  enablePrivateCluster: ['properties', 'apiServerAccessProfile', 'enablePrivateCluster'],
  enableVnetIntegration: ['properties', 'apiServerAccessProfile', 'enableVnetIntegration'],
  publicNetworkAccess: ['properties', 'publicNetworkAccess'],
  provisioningState: ['properties', 'provisioningState'],
  powerState: ['properties', 'powerState', 'code'],
  kubernetesVersion: ['properties', 'kubernetesVersion'],
  currentKubernetesVersion: ['properties', 'currentKubernetesVersion'],
  fqdn: ['properties', 'fqdn'],
  privateFqdn: ['properties', 'privateFQDN'],
  resourceUid: ['properties', 'resourceUID'],
  outboundType: ['properties', 'networkProfile', 'outboundType'],
  loadBalancerSku: ['properties', 'networkProfile', 'loadBalancerSku'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;

type Part = keyof typeof paths;
type Parts = Readonly<Partial<Record<Part | 'tags' | 'ranges' | 'rangeCount', unknown>>>;

const parts = Object.keys(paths).filter((name): name is Part => name in paths);
const partsOfProperties = parts.filter((name) => paths[name][0] === 'properties');
const partsBesideProperties = parts.filter((name) => paths[name][0] !== 'properties');

/** A column of a row: its name, and what it holds of what stands at a path of the cluster. */
type Column = {
  readonly name: string;
  readonly path: string;
  /** Without it the value itself. `joined`: a list as one text, with commas between; `length`: null of what is no list. */
  readonly as?: 'text' | 'joined' | 'length';
};

const listPath = 'properties.apiServerAccessProfile.authorizedIPRanges';

/**
 * The columns of a row that a summary is made of. Ten thousand lists are one text each: as lists they are
 * millions of texts, which take longer to make than all else.
 */
export const summaryColumns: readonly Column[] = [
  ...parts.map((name) => ({ name, path: paths[name].join('.') })),
  { name: 'tags', path: 'tags', as: 'text' },
  { name: 'ranges', path: listPath, as: 'joined' },
  { name: 'rangeCount', path: listPath, as: 'length' },
];

/** Reads the clusters of one list. */
export type SummaryReader = (
  json: unknown,
  source: ClusterSource,
) => Result<ClusterSummary, string>;

/**
 * Reads summaries, by hand: zod takes more than a second for ten thousand clusters with two hundred
 * entries each. `resource-graph` is a row of `summaryColumns` or a whole cluster, `direct` an item of LIST.
 * As `readCluster`, it leaves out what is missing or strange and refuses only what has no id. One reader
 * per reading: equal lists and texts are kept once.
 */
export function summaryReader(): SummaryReader {
  const once = makeSharing();
  return (json, source) => {
    if (!isRecord(json) || typeof json['id'] !== 'string') return err(noCluster);
    const id = parseClusterId(json['id']);
    if (!id.ok) return id;
    // Our query asks for no such column, so a row that has it is a whole cluster.
    const isWhole = source === 'direct' || isRecord(json['properties']);
    const said: Parts = isWhole ? partsOf(json) : json;
    const tags = once.tags(isWhole ? json['tags'] : said.tags);
    const list = isWhole ? listOf(json['properties']) : joinedList(said);
    const packed = list && once.list(list.entries);
    const subscriptionId = once.text(id.value.subscriptionId) ?? '';
    const { access, accessConfirmed } = accessFrom(said, { isSaid: list?.isSaid, packed }, source);
    // Every member by name: to spread ten thousand objects into others takes longer than all else here.
    const summary = {
      id: { subscriptionId, resourceGroup: id.value.resourceGroup, name: id.value.name },
      location: once.location(said.location),
      kubernetesVersion: once.text(text(said.currentKubernetesVersion) ?? said.kubernetesVersion),
      tags,
      access,
      accessConfirmed,
      provisioningState: once.text(said.provisioningState),
      powerState: once.text(said.powerState),
      fqdn: text(said.fqdn),
      privateFqdn: text(said.privateFqdn),
      outboundType: once.text(said.outboundType),
      loadBalancerSku: once.text(text(said.loadBalancerSku)?.toLowerCase()),
      rangeLimit: listLimit(
        packed !== undefined && said.enableVnetIntegration === true,
        text(said.skuName),
      ),
      skuName: once.text(said.skuName),
      skuTier: once.text(said.skuTier),
      isFleetHub: isFleetHub(id.value),
      ownedBy: once.owner(tags),
      resourceUid: text(said.resourceUid),
    };
    return ok(withEntries(summary, packed ?? nothing));
  };
}

const nothing = packEntries([]);

const noCluster = 'Azure answered something that is not a cluster.';

/** As in `wireClusterSchema`. */
function isReadable(properties: unknown): properties is Record<string, unknown> {
  return isRecord(properties) && !isSpelledOtherwise('apiServerAccessProfile', properties);
}

/** The parts of a whole cluster. */
function partsOf(cluster: Record<string, unknown>): Parts {
  const found: Partial<Record<Part, unknown>> = {};
  const known = isReadable(cluster['properties']) ? parts : partsBesideProperties;
  for (const name of known) {
    let value: unknown = cluster;
    for (const key of paths[name]) value = isRecord(value) ? value[key] : undefined;
    found[name] = value;
  }
  return found;
}

/** Without `isSaid`, nothing is said of a list; with it, it is there, if only an empty one. */
type List = { readonly isSaid: boolean; readonly entries: readonly string[] | JoinedEntries };

const unsaid: List = { isSaid: false, entries: [] };

/** Of a whole cluster; undefined where it cannot be read: a list that is none must not look like an empty one. */
function listOf(properties: unknown): List | undefined {
  if (!isReadable(properties)) return undefined;
  const profile = properties['apiServerAccessProfile'] ?? {};
  if (!isRecord(profile) || isSpelledOtherwise('authorizedIPRanges', profile)) return undefined;
  const list = profile['authorizedIPRanges'] ?? undefined;
  if (list === undefined) return unsaid;
  return isTexts(list) ? { isSaid: true, entries: list } : undefined;
}

/** Of a row. Where nothing of its properties is said, nobody knows either whether there is a list. */
function joinedList(said: Parts): List | undefined {
  if (partsOfProperties.every((name) => said[name] == null)) return undefined;
  const { ranges, rangeCount } = said;
  if (rangeCount == null) return unsaid;
  if (typeof rangeCount !== 'number' || typeof ranges !== 'string') return undefined;
  return rangeCount > ranges.length + 1
    ? undefined
    : { isSaid: true, entries: { text: ranges, length: rangeCount } };
}

/** As in `readCluster`: from Resource Graph, silence is no proof that a cluster is open. */
function accessFrom(
  { enablePrivateCluster, publicNetworkAccess }: Parts,
  {
    isSaid,
    packed,
  }: { readonly isSaid?: boolean | undefined; readonly packed?: PackedEntries | undefined },
  source: ClusterSource,
): { readonly access: Access; readonly accessConfirmed: boolean } {
  if (!packed) return { access: 'unknown', accessConfirmed: false };
  const isPrivate =
    enablePrivateCluster === true || text(publicNetworkAccess)?.toLowerCase() === 'disabled';
  if (isPrivate) return { access: 'private', accessConfirmed: true };
  return {
    access: accessOfPacked(packed),
    accessConfirmed: source === 'direct' || isSaid === true,
  };
}

/** Keeps what clusters have in common once: for ten thousand of them that is most of it. */
function makeSharing() {
  const texts = new Map<string, string>();
  const locations = new Map<unknown, string>();
  const tagSets = new Map<string, Cluster['tags']>();
  const owners = new Map<Cluster['tags'], string | undefined>();
  return {
    text(value: unknown): string | undefined {
      if (typeof value !== 'string') return undefined;
      const known = texts.get(value);
      if (known === undefined) texts.set(value, value);
      return known ?? value;
    },
    location(value: unknown): string {
      const known = locations.get(value);
      if (known !== undefined) return known;
      const location = (text(value) ?? '').replaceAll(' ', '').toLowerCase();
      locations.set(value, location);
      return location;
    },
    /** Of an object, or of its JSON. */
    tags(value: unknown): Cluster['tags'] {
      const json = text(value);
      const key = json ?? JSON.stringify(value) ?? '';
      const known = tagSets.get(key);
      if (known) return known;
      const given = json === undefined ? value : parseJson(json);
      const pairs = isRecord(given) ? Object.entries(given) : [];
      const tags = Object.fromEntries(pairs.map(([name, tag]) => [name, text(tag) ?? '']));
      tagSets.set(key, tags);
      return tags;
    },
    owner(tags: Cluster['tags']): string | undefined {
      if (!owners.has(tags)) owners.set(tags, ownerFromTags(tags));
      return owners.get(tags);
    },
    list: listPacker(),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
