import type { Failure } from '#lib/failure';
import type { AzureError } from './error-body.ts';

/**
 * The refusal that AKS gives because of what the cluster is or does just now. AKS uses few codes for
 * many things, so its words decide; undefined when they are not known.
 */
export function refusedContent(status: number, errors: readonly AzureError[]): Failure | undefined {
  for (const error of errors) {
    const failure = fromCode(error) ?? fromWords(error.message) ?? busyFromWords(status, error);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/**
 * AKS's `EtagMismatch` means that another write was under way, not that our If-Match is stale;
 * `AKSOperationPreempted` that one took the place of ours.
 */
function fromCode({ code, message }: AzureError): Failure | undefined {
  switch (code.toLowerCase()) {
    case 'etagmismatch':
    case 'aksoperationpreempted':
    case 'operationpreempted':
      return { code: 'busy', ...operationIn(message) };
    case 'preconditionfailed':
      return { code: 'precondition-failed' };
    default:
      return undefined;
  }
}

function fromWords(message: string): Failure | undefined {
  const limit = /authorized ip ranges is greater than the allowed value (\d+)/i.exec(message)?.[1];
  if (limit !== undefined) return { code: 'too-many-ranges', limit: Number(limit) };
  if (/private cluster cannot be enabled with authorizedipranges/i.test(message)) {
    return { code: 'private-cluster' };
  }
  if (
    /power ?state\s*\(?'?stopped|cluster is (?:currently )?stopped|stopped (?:managed )?cluster/i.test(
      message,
    )
  ) {
    return { code: 'stopped' };
  }
  if (
    /basic (?:sku )?load ?balancer|only (?:be used|supported) with (?:a )?standard load ?balancer/i.test(
      message,
    )
  ) {
    return { code: 'basic-load-balancer' };
  }
  return undefined;
}

/** 409 `OperationNotAllowed` also says "quota exceeded": only words about another operation are busy. */
function busyFromWords(status: number, { message }: AzureError): Failure | undefined {
  const busy = /another .*operation|operation .*in[- ]progress|in-progress operation/i;
  return status === 409 && busy.test(message)
    ? { code: 'busy', ...operationIn(message) }
    : undefined;
}

/**
 * "Another operation (Updating) is in progress", "Another agentpool operation (nodepool1 - Creating)",
 * "there's an in progress update node pool operation (operation ID: 84d9…)".
 */
function operationIn(message: string): { operation?: string } {
  const named = /in[- ]progress ([a-z][a-z ]*) operation\b/i.exec(message);
  const operation = /operation \(([^():]+)\)|\(([\w-]+ - \w+)\)/i.exec(message);
  const words = named?.[1] ?? operation?.[1] ?? operation?.[2];
  return words === undefined ? {} : { operation: words };
}
