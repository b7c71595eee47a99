import { type Answer, json } from '../http/exchange.ts';
import type { JsonObject } from '../json.ts';

/** ARM's own errors are wrapped in `error`. `more` holds target, details and additionalInfo. */
export function armError(
  status: number,
  code: string,
  message: string,
  more: JsonObject = {},
): Answer {
  const headers = { 'x-ms-failure-cause': 'gateway' };
  return json(status, { error: { code, ...more, message } }, headers);
}

/** The AKS resource provider's errors are flat (recorded, also for 404, 409 and 500). */
export function aksError(status: number, code: string, message: string, subcode = ''): Answer {
  const details = [{ code: 'Unspecified', message }];
  return json(status, { code, details, message, subcode });
}

/** 404 of a resource that its provider does not have. */
export function resourceNotFound(type: string, name: string, resourceGroup: string): Answer {
  return armError(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** 404 of a cluster, where its resource group is there. */
export function clusterNotFound(name: string, resourceGroup: string): Answer {
  return resourceNotFound('Microsoft.ContainerService/managedClusters', name, resourceGroup);
}

/** 404 of a resource group. */
export function resourceGroupNotFound(name: string): Answer {
  return armError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`);
}

/** 404 of a subscription. */
export function subscriptionNotFound(id: string): Answer {
  return armError(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
}

/** 400 of a body that is not a JSON object. */
export function invalidRequestContent(): Answer {
  return armError(
    400,
    'InvalidRequestContent',
    "The request content was invalid and could not be deserialized: 'not a JSON object'.",
  );
}
