import type { Answer } from '../http/exchange.ts';
import { textAt } from '../json-edit.ts';
import { atRest } from '../world/operations.ts';
import type { Cluster } from '../world/world.ts';
import { aksError } from './errors.ts';

/** AKS takes one operation at a time. A Failed cluster takes a PUT: it is the way to try again. */
export function refuseBusy(cluster: Cluster): Answer | undefined {
  const state = textAt(cluster.body, 'properties', 'provisioningState');
  if (atRest.includes(state)) return undefined;
  return aksError(
    409,
    'OperationNotAllowed',
    `Operation is not allowed: Another operation (${state}) is in progress, please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation for more details`,
  );
}

/** A stopped cluster may only be started or deleted. The words for an update are unverified. */
export function refuseStopped(cluster: Cluster): Answer | undefined {
  const power = textAt(cluster.body, 'properties', 'powerState', 'code');
  if (power !== 'Stopped') return undefined;
  const state = textAt(cluster.body, 'properties', 'provisioningState');
  return aksError(
    409,
    'OperationNotAllowed',
    `managed cluster is in Provisioning State(${state}) and Power State(Stopped), updating cannot be performed`,
  );
}
