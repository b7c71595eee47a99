import { expect, test } from 'vitest';
import { said } from '#lib/azure/test-answers';
import { shop } from '#lib/azure/test-azure';
import { readRefusal } from './refusal.ts';

const clusterId =
  '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/aks-shop';
const subnetId =
  '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/v/subnets/s';
const client = "The client 'ada@drawbridge.com' with object id 'e3e7ef9f'";
const mustMfa = 'Users must use MFA for Create/Update operations.';
const violation = {
  type: 'PolicyViolation',
  info: {
    policyDefinitionDisplayName: 'AKS must use a private API server',
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/p1',
  },
};
const policyMessage = `Resource 'aks-shop' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"Guardrails","id":"/a/1"},"policyDefinition":{"name":"Owner tag is there","id":"/d/1"}}]'.`;

type Case = [
  behaviour: string,
  answer: { status: number; bodyText: string },
  failure: Record<string, unknown>,
];

const cases: Case[] = [
  [
    'a missing right, with action and scope',
    said(
      403,
      'AuthorizationFailed',
      `${client} does not have authorization to perform action 'Microsoft.ContainerService/managedClusters/write' over scope '${clusterId}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    ),
    {
      code: 'not-authorized',
      action: 'Microsoft.ContainerService/managedClusters/write',
      scope: clusterId,
    },
  ],
  [
    'a missing right that Azure does not name as an objection with its words',
    said(403, 'AuthorizationFailed', 'Not today.'),
    { code: 'objection', status: 403, azureMessage: 'Not today.' },
  ],
  [
    'a missing right on something the cluster refers to',
    said(
      403,
      'LinkedAuthorizationFailed',
      `${client} has permission to perform action 'Microsoft.ContainerService/managedClusters/write' on scope '${clusterId}'; however, it does not have permission to perform action(s) 'Microsoft.Network/virtualNetworks/subnets/join/action' on the linked scope(s) '${subnetId}' (respectively) or the linked scope(s) are invalid.`,
    ),
    {
      code: 'linked-not-authorized',
      action: 'Microsoft.Network/virtualNetworks/subnets/join/action',
      linkedScope: subnetId,
    },
  ],
  [
    'the older wording of a missing linked right',
    said(
      403,
      'LinkedAuthorizationFailed',
      `${client} has permission to perform action 'a/write' on scope '${clusterId}'; however, it does not have permission to perform action 'b/join/action' on the linked scope '${subnetId}'.`,
    ),
    { code: 'linked-not-authorized', action: 'b/join/action', linkedScope: subnetId },
  ],
  [
    'a deny assignment as a missing right',
    said(
      403,
      'DenyAssignmentAuthorizationFailed',
      `${client} has permission to perform action 'a/write' on scope '${clusterId}'; however, the access is denied because of the deny assignment with name 'd' and Id 'x' at scope '/y'.`,
    ),
    { code: 'not-authorized', action: 'a/write', scope: clusterId },
  ],
  [
    'a policy, by the name in its violation',
    said(403, 'RequestDisallowedByPolicy', policyMessage, {
      target: 'aks-shop',
      additionalInfo: [violation, violation],
    }),
    { code: 'policy-denied', policies: ['AKS must use a private API server'] },
  ],
  [
    'a policy, by the name in the message',
    said(403, 'RequestDisallowedByPolicy', policyMessage),
    { code: 'policy-denied', policies: ['Owner tag is there'] },
  ],
  [
    'a policy inside the details of another error',
    said(400, 'InvalidTemplateDeployment', 'The template deployment failed.', {
      details: [{ code: 'RequestDisallowedByPolicy', message: 'No.', additionalInfo: [violation] }],
    }),
    {
      code: 'policy-denied',
      policies: ['AKS must use a private API server'],
      azureCode: 'InvalidTemplateDeployment',
    },
  ],
  [
    'a policy without a name',
    said(403, 'RequestDisallowedByPolicy', mustMfa),
    { code: 'policy-denied', policies: [] },
  ],
  [
    'a rule of Azure’s own as a policy',
    said(403, 'RequestDisallowedByAzure', mustMfa),
    { code: 'policy-denied', policies: [] },
  ],
  [
    'the demand for a second factor behind a 401 without claims, which signing in as before would not meet',
    said(401, 'RequestDisallowedByPolicy', mustMfa),
    { code: 'policy-denied', policies: [], azureMessage: mustMfa },
  ],
  [
    'a lock, with what is locked',
    said(
      409,
      'ScopeLocked',
      `The scope '${clusterId}' cannot perform write operation because following scope(s) are locked: '/subscriptions/2/resourceGroups/rg-shop,/subscriptions/2'. Please remove the lock and try again.`,
    ),
    { code: 'locked', scopes: ['/subscriptions/2/resourceGroups/rg-shop', '/subscriptions/2'] },
  ],
  [
    'a disabled subscription, as 409',
    said(409, 'ReadOnlyDisabledSubscription', "The subscription '2' is disabled …"),
    { code: 'subscription-disabled' },
  ],
  [
    'a disabled subscription, as 403',
    said(403, 'ReadOnlyDisabledSubscription', '…'),
    { code: 'subscription-disabled' },
  ],
];

for (const [behaviour, answer, failure] of cases) {
  test(`reads ${behaviour}`, () => {
    const read = readRefusal({ ...answer, headers: new Headers() }, { about: shop });
    expect(read).toMatchObject(failure);
  });
}

test('knows the hub of Fleet Manager by its deny assignment', () => {
  const answer = said(403, 'DenyAssignmentAuthorizationFailed', '…');
  const about = { ...shop, resourceGroup: 'FL_rg_fleet_eastus', name: 'hub' };
  expect(readRefusal({ ...answer, headers: new Headers() }, { about })).toMatchObject({
    code: 'fleet-hub',
  });
});
