import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import { at, listAt, objectAt, textAt, withAt } from '../json-edit.ts';
import { normalisedEntry } from './entries.ts';

/**
 * How AKS treats the fields of a PUT. `readOnly`: what was sent is ignored, Azure's own value stays.
 * `kept`: stays when it was not sent. Everything else is replaced, and gone when it was not sent.
 */
type Rule = {
  readonly readOnly?: readonly string[];
  readonly kept?: readonly string[];
  readonly inside?: { readonly [key: string]: Rule };
};

const outboundProfile: Rule = { readOnly: ['effectiveOutboundIPs'] };

const clusterRule: Rule = {
  readOnly: ['id', 'name', 'type', 'systemData', 'eTag'],
  kept: ['identity', 'sku'],
  inside: {
    identity: { readOnly: ['principalId', 'tenantId'] },
    properties: {
      readOnly: [
        'provisioningState',
        'powerState',
        'maxAgentPools',
        'currentKubernetesVersion',
        'fqdn',
        'privateFQDN',
        'azurePortalFQDN',
        'resourceUID',
        'status',
      ],
      kept: ['nodeResourceGroup', 'identityProfile', 'servicePrincipalProfile', 'networkProfile'],
      inside: {
        networkProfile: {
          inside: { loadBalancerProfile: outboundProfile, natGatewayProfile: outboundProfile },
        },
      },
    },
  },
};

const poolRule: Rule = {
  readOnly: [
    'eTag',
    'provisioningState',
    'currentOrchestratorVersion',
    'nodeImageVersion',
    'status',
  ],
};

/** What Azure holds after it took `sent` for a cluster that was `stored`. */
export function landedBody(stored: JsonObject, sent: JsonObject): JsonObject {
  const landed = land(stored, sent, clusterRule);
  const poolsPath = ['properties', 'agentPoolProfiles'];
  const pools = listAt(landed, ...poolsPath).map((pool) => landPool(stored, pool));
  const withPools = pools.length === 0 ? landed : withAt(landed, poolsPath, pools);
  return withNormalisedRanges(withPools);
}

function land(stored: JsonObject, sent: JsonObject, rule: Rule): JsonObject {
  // Azure answers in an order of its own, so the order of what it had is kept.
  const keys = [...new Set([...Object.keys(stored), ...Object.keys(sent)])];
  const entries = keys.map((key) => [key, landField(stored[key], sent[key], key, rule)] as const);
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

function landField(
  stored: JsonValue | undefined,
  sent: JsonValue | undefined,
  key: string,
  rule: Rule,
): JsonValue | undefined {
  if (rule.readOnly?.includes(key)) return stored;
  if (sent === undefined) return rule.kept?.includes(key) ? stored : undefined;
  const inner = rule.inside?.[key];
  if (!inner || !isObject(sent)) return sent;
  return land(isObject(stored) ? stored : {}, sent, inner);
}

function landPool(stored: JsonObject, sent: JsonValue): JsonValue {
  if (!isObject(sent)) return sent;
  const named = (pool: JsonValue) => textAt(pool, 'name') === textAt(sent, 'name');
  const before = listAt(stored, 'properties', 'agentPoolProfiles').find(named);
  const pool = land(isObject(before) ? before : {}, sent, poolRule);
  return at(pool, 'availabilityZones') === null
    ? withAt(pool, ['availabilityZones'], undefined)
    : pool;
}

/** An empty or absent list leaves no list behind. */
function withNormalisedRanges(body: JsonObject): JsonObject {
  const path = ['properties', 'apiServerAccessProfile'];
  if (at(body, ...path) === null) return withAt(body, path, undefined);
  const access = objectAt(body, ...path);
  if (!('authorizedIPRanges' in access)) return body;
  const ranges = listAt(access, 'authorizedIPRanges').map((entry) =>
    typeof entry === 'string' ? normalisedEntry(entry) : entry,
  );
  return withAt(body, [...path, 'authorizedIPRanges'], ranges.length === 0 ? undefined : ranges);
}
