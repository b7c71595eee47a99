import type { Answer } from '../http/exchange.ts';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import { at, listAt, textAt } from '../json-edit.ts';
import { entryProblem, isServiceTag } from './entries.ts';
import { aksError } from './errors.ts';

/**
 * What AKS says about the body of a PUT, `undefined` when it takes it. Entries that were there
 * before are not judged again: old clusters hold entries and counts that new ones may not have.
 */
export function refuseClusterBody(stored: JsonObject, sent: JsonObject): Answer | undefined {
  const entries = at(sent, 'properties', 'apiServerAccessProfile', 'authorizedIPRanges') ?? [];
  if (!isListOfText(entries)) {
    return invalidParameter('authorizedIPRanges must be a list of strings.');
  }
  const before = listAt(stored, 'properties', 'apiServerAccessProfile', 'authorizedIPRanges');
  return (
    refuseZones(sent) ??
    refuseLoadBalancerProfile(sent) ??
    (entries.length === 0 ? undefined : refuseListHere(sent)) ??
    refuseCount(sent, entries, before) ??
    refuseEntries(entries, before)
  );
}

/** Clusters that cannot have a list. */
function refuseListHere(sent: JsonObject): Answer | undefined {
  if (at(sent, 'properties', 'apiServerAccessProfile', 'enablePrivateCluster') === true) {
    return invalidParameter('Private cluster cannot be enabled with AuthorizedIPRanges.');
  }
  const sku = textAt(sent, 'properties', 'networkProfile', 'loadBalancerSku');
  if (sku.toLowerCase() !== 'basic') return undefined;
  return invalidParameter(
    'APIServerAuthorizedIPRanges is only supported with a Standard load balancer.',
  );
}

function refuseCount(
  sent: JsonObject,
  entries: readonly string[],
  before: readonly JsonValue[],
): Answer | undefined {
  const isIntegrated =
    at(sent, 'properties', 'apiServerAccessProfile', 'enableVnetIntegration') === true;
  const limit = isIntegrated ? 2000 : 200;
  if (entries.length <= Math.max(limit, before.length)) return undefined;
  return invalidParameter(
    `The number of APIServer Authorized IP Ranges is greater than the allowed value ${limit}.`,
  );
}

function refuseEntries(
  entries: readonly string[],
  before: readonly JsonValue[],
): Answer | undefined {
  if (entries.length > 1 && entries.includes('0.0.0.0/32')) {
    return invalidParameter(
      'Setting apiServerAuthorizedIPRange to 0.0.0.0/32 is not allowed with other IP ranges. Refer to https://aka.ms/aks/auth-ip-ranges for more details',
    );
  }
  if (entries.filter(isServiceTag).length > 1) {
    return invalidParameter('Only one service tag is allowed in APIServer Authorized IP Ranges.');
  }
  for (const entry of entries) {
    const problem = before.includes(entry) ? undefined : entryProblem(entry);
    if (problem) return invalidParameter(problem);
  }
  return undefined;
}

/** An empty list of zones is an error, absent is not (Azure PowerShell works around it). */
function refuseZones(sent: JsonObject): Answer | undefined {
  const pools = listAt(sent, 'properties', 'agentPoolProfiles').filter(isObject);
  const isEmptyList = (value: JsonValue | undefined) => Array.isArray(value) && value.length === 0;
  const pool = pools.find((candidate) => isEmptyList(at(candidate, 'availabilityZones')));
  if (!pool) return undefined;
  return invalidParameter(
    `Availability zones of agent pool '${textAt(pool, 'name')}' must not be an empty list.`,
  );
}

/** Reported of profiles that name no way out, or two; that an empty one beside a NAT gateway is one is unverified. */
function refuseLoadBalancerProfile(sent: JsonObject): Answer | undefined {
  const profile = at(sent, 'properties', 'networkProfile', 'loadBalancerProfile');
  if (!isObject(profile)) return undefined;
  const ways = ['managedOutboundIPs', 'outboundIPPrefixes', 'outboundIPs'];
  const named = ways.filter((way) => isObject(at(profile, way)));
  if (named.length === 1) return undefined;
  const message =
    'Load balancer profile must specify exactly one of ManagedOutboundIPs, OutboundIPPrefixes and OutboundIPs. Please refer to http://aka.ms/slb.';
  return aksError(400, 'InvalidLoadBalancerProfile', message);
}

function invalidParameter(message: string): Answer {
  return aksError(400, 'InvalidParameter', message);
}

function isListOfText(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
