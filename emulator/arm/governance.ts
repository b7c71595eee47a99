import type { Answer } from '../http/exchange.ts';
import { scopeCovers } from '../world/roles.ts';
import type { Cluster, Policy, World } from '../world/world.ts';
import { allows } from './access.ts';
import type { Caller } from './authenticate.ts';
import { armError } from './errors.ts';

/** Azure Policy judges the whole cluster, whatever the PUT was about. */
export function refusePolicy(world: World, cluster: Cluster): Answer | undefined {
  const subscription = world.subscriptions.get(cluster.subscriptionId.toLowerCase());
  const policy = subscription?.policies.find(
    ({ effect, scope }) => effect.do === 'deny' && scopeCovers(scope, cluster.id),
  );
  return policy && policyDenied(policy, cluster);
}

/** Rights on other resources which the cluster refers to, such as joining its subnet. */
export function refuseLinkedRights(
  world: World,
  { person, token }: Caller,
  cluster: Cluster,
): Answer | undefined {
  const missing = cluster.linkedRights.find(
    ({ action, scope }) => !allows(world, person.upn, action, scope),
  );
  if (!missing) return undefined;
  return armError(
    403,
    'LinkedAuthorizationFailed',
    `The client '${token.upn}' with object id '${token.oid}' has permission to perform action 'Microsoft.ContainerService/managedClusters/write' on scope '${cluster.id}'; however, it does not have permission to perform action(s) '${missing.action}' on the linked scope(s) '${missing.scope}' (respectively) or the linked scope(s) are invalid.`,
  );
}

function policyDenied({ name, displayName = name, scope }: Policy, cluster: Cluster): Answer {
  const assignmentId = `${scope}/providers/Microsoft.Authorization/policyAssignments/${name}`;
  const definitionId = `/subscriptions/${cluster.subscriptionId}/providers/Microsoft.Authorization/policyDefinitions/${name}`;
  const identifiers = JSON.stringify([
    {
      policyAssignment: { name: displayName, id: assignmentId },
      policyDefinition: { name: displayName, id: definitionId },
    },
  ]);
  return armError(
    403,
    'RequestDisallowedByPolicy',
    `Resource '${cluster.name}' was disallowed by policy. Policy identifiers: '${identifiers}'.`,
    {
      target: cluster.name,
      additionalInfo: [
        {
          type: 'PolicyViolation',
          info: {
            policyDefinitionDisplayName: displayName,
            policyAssignmentDisplayName: displayName,
            policyAssignmentName: name,
            policyAssignmentId: assignmentId,
            policyAssignmentScope: scope,
            policyDefinitionId: definitionId,
            policyDefinitionName: name,
            policyDefinitionEffect: 'deny',
            evaluationDetails: { evaluatedExpressions: [] },
          },
        },
      ],
    },
  );
}
