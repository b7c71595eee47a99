import type { Answer, Request } from '../http/exchange.ts';
import { textAt } from '../json-edit.ts';
import type { Cluster } from '../world/world.ts';
import { aksError } from './errors.ts';

/**
 * If-Match and If-None-Match of a PUT, PATCH or DELETE. Source: learn.microsoft.com/azure/aks/
 * use-etags. How the eTag must be quoted is unverified: a cluster may insist on one way.
 */
export function refusePreconditions(
  request: Request,
  cluster: Cluster | undefined,
): Answer | undefined {
  const ifMatch = request.headers['if-match'];
  const ifNoneMatch = request.headers['if-none-match'];
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    return invalid('If-Match and If-None-Match must not be used together.');
  }
  if (ifNoneMatch !== undefined && !['', '*'].includes(ifNoneMatch)) {
    return invalid("If-None-Match must be empty or '*'.");
  }
  if (ifNoneMatch === '*' && cluster) return failed('The managed cluster exists already.');
  if (ifMatch === undefined || ifMatch === '') return undefined;
  if (!cluster) return failed('The managed cluster does not exist.');
  if (ifMatch === '*') return undefined;
  return matches(ifMatch, cluster)
    ? undefined
    : failed('The eTag in If-Match is not the current one.');
}

function matches(ifMatch: string, cluster: Cluster): boolean {
  const eTag = textAt(cluster.body, 'eTag');
  const spellings = { bare: [eTag], quoted: [`"${eTag}"`], either: [eTag, `"${eTag}"`] };
  return spellings[cluster.ifMatch].includes(ifMatch);
}

function failed(why: string): Answer {
  return aksError(
    412,
    'PreconditionFailed',
    `The condition in the request header was not met: ${why}`,
  );
}

function invalid(why: string): Answer {
  return aksError(400, 'InvalidParameter', why);
}
