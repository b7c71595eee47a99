import type { Access } from '#lib/ranges/access';
import { listLimits } from '#lib/ranges/limit';
import {
  accessOfPacked,
  type PackedEntries,
  packEntries,
  packedHash,
  samePacked,
} from '#lib/ranges/packed-entries';
import { err, ok, type Result } from '#lib/result';
import { type Cluster, type ClusterSource, isFleetHub } from './cluster.ts';
import { withEntries } from './lazy-entries.ts';
import { ownerFromTags } from './owner.ts';
import { parseClusterId } from './resource-id.ts';

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
  | 'nodeResourceGroup'
  | 'eTag'
>;

/** The properties of a cluster that a summary is made of, in Azure's letter case, which matters. */
export const summaryProperties = [
  'apiServerAccessProfile',
  'publicNetworkAccess',
  'provisioningState',
  'powerState',
  'kubernetesVersion',
  'currentKubernetesVersion',
  'fqdn',
  'privateFQDN',
  'resourceUID',
  'networkProfile',
] as const;

/** Reads the clusters of one list. */
export type SummaryReader = (
  json: unknown,
  source: ClusterSource,
) => Result<ClusterSummary, string>;

/**
 * Reads summaries, by hand: zod takes more than a second for ten thousand clusters with two hundred
 * entries each. `resource-graph` is a row with `summaryProperties` as columns, `direct` an item of LIST.
 * As `readCluster`, it leaves out what is missing or strange and refuses only what has no id. One reader
 * per reading: equal lists and texts are kept once.
 */
export function summaryReader(): SummaryReader {
  const once = makeSharing();
  return (json, source) => {
    if (!isRecord(json) || typeof json['id'] !== 'string') return err(noCluster);
    const id = parseClusterId(json['id']);
    if (!id.ok) return id;
    const tags = once.tags(json['tags']);
    const properties = source === 'direct' ? json['properties'] : columnsOf(json);
    const known = isRecord(properties) ? properties : undefined;
    const network = record(known?.['networkProfile']);
    const sku = record(json['sku']);
    const profile = readProfile(known);
    const vnetIntegration = profile?.enableVnetIntegration === true;
    const packed = once.list(profile?.entries ?? []);
    const subscriptionId = once.text(id.value.subscriptionId) ?? '';
    const summary = {
      id: { ...id.value, subscriptionId },
      location: once.text((text(json['location']) ?? '').replaceAll(' ', '').toLowerCase()) ?? '',
      kubernetesVersion: once.text(
        text(known?.['currentKubernetesVersion']) ?? text(known?.['kubernetesVersion']),
      ),
      tags,
      ...accessFrom(profile, packed, source),
      provisioningState: once.text(known?.['provisioningState']),
      powerState: once.text(record(known?.['powerState'])?.['code']),
      fqdn: text(known?.['fqdn']),
      privateFqdn: text(known?.['privateFQDN']),
      outboundType: once.text(network?.['outboundType']),
      loadBalancerSku: once.text(text(network?.['loadBalancerSku'])?.toLowerCase()),
      vnetIntegration,
      rangeLimit: vnetIntegration ? listLimits.vnetIntegration : listLimits.usual,
      skuName: once.text(sku?.['name']),
      skuTier: once.text(sku?.['tier']),
      isFleetHub: isFleetHub(id.value),
      ownedBy: once.owner(tags),
      resourceUid: text(known?.['resourceUID']),
    };
    return ok(withEntries(summary, packed));
  };
}

const noCluster = 'Azure answered something that is not a cluster.';

/** The columns of a row; undefined where not one of them holds anything, as without `properties`. */
function columnsOf(row: Record<string, unknown>): Record<string, unknown> | undefined {
  return summaryProperties.some((name) => row[name] != null) ? row : undefined;
}

type Profile = {
  readonly entries: readonly string[];
  /** The list is there, if only an empty one. */
  readonly isSaid: boolean;
  readonly enableVnetIntegration: boolean;
  readonly isPrivate: boolean;
};

/** Undefined where it cannot be read: a list that is none must not look like an empty one. */
function readProfile(properties: Record<string, unknown> | undefined): Profile | undefined {
  if (!properties) return undefined;
  const profile = properties['apiServerAccessProfile'] ?? {};
  if (!isRecord(profile)) return undefined;
  const list = profile['authorizedIPRanges'] ?? undefined;
  if (list !== undefined && !isTexts(list)) return undefined;
  return {
    entries: list ?? [],
    isSaid: list !== undefined,
    enableVnetIntegration: profile['enableVnetIntegration'] === true,
    isPrivate:
      profile['enablePrivateCluster'] === true ||
      text(properties['publicNetworkAccess'])?.toLowerCase() === 'disabled',
  };
}

/** As in `readCluster`: from Resource Graph, silence is no proof that a cluster is open. */
function accessFrom(
  profile: Profile | undefined,
  packed: PackedEntries,
  source: ClusterSource,
): { readonly access: Access; readonly accessConfirmed: boolean } {
  if (!profile) return { access: 'unknown', accessConfirmed: false };
  if (profile.isPrivate) return { access: 'private', accessConfirmed: true };
  const accessConfirmed = source === 'direct' || profile.isSaid;
  return { access: accessOfPacked(packed), accessConfirmed };
}

/** Keeps what clusters have in common once: for ten thousand of them that is most of it. */
function makeSharing() {
  const texts = new Map<string, string>();
  const tagSets = new Map<string, Cluster['tags']>();
  const owners = new Map<Cluster['tags'], string | undefined>();
  const lists = new Map<number, PackedEntries>();
  return {
    text(value: unknown): string | undefined {
      if (typeof value !== 'string') return undefined;
      const known = texts.get(value);
      if (known === undefined) texts.set(value, value);
      return known ?? value;
    },
    tags(value: unknown): Cluster['tags'] {
      const key = isRecord(value) ? JSON.stringify(value) : '{}';
      const known = tagSets.get(key);
      if (known) return known;
      const pairs = Object.entries(record(value) ?? {}).map(
        ([name, tag]) => [name, text(tag) ?? ''] as const,
      );
      const tags = Object.fromEntries(pairs);
      tagSets.set(key, tags);
      return tags;
    },
    owner(tags: Cluster['tags']): string | undefined {
      if (!owners.has(tags)) owners.set(tags, ownerFromTags(tags));
      return owners.get(tags);
    },
    list(entries: readonly string[]): PackedEntries {
      const packed = packEntries(entries);
      const hash = packedHash(packed);
      const alike = lists.get(hash);
      if (!alike) lists.set(hash, packed);
      return alike && samePacked(alike, packed) ? alike : packed;
    },
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function record(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
