import { networkId } from '../build-network.ts';
import { buildSubscription } from '../build-subscription.ts';
import { clusterId } from '../ids.ts';
import { demoPeople } from './people.ts';

const id = '3c9e2b50-74f6-4da0-ac32-8b4d1f6e3a03';
const entries = ['193.168.1.0/24', '194.168.1.0/24'];
const hubGroup = 'FL_rg-fleet_fleet-europe_westeurope';

const idOf = (resourceGroup: string, name: string) =>
  clusterId({ subscriptionId: id, resourceGroup, name });

/** A subnet that Ada may not join: it belongs to another team's subscription. */
const foreignSubnet = networkId(
  { subscriptionId: '4daf3c61-8507-4eb1-bd43-9c5e2a7f4b04', resourceGroup: 'rg-hub-network' },
  'virtualNetworks',
  'vnet-hub/subnets/snet-aks',
);

/** Clusters that Ada may write by role, and that Azure keeps her from changing all the same. */
export const guarded = buildSubscription({
  id,
  displayName: 'sub-regulated-prod',
  writers: [demoPeople.ada],
  readers: [demoPeople.ravi],
  clusters: [
    { name: 'aks-read-only-lock', resourceGroup: 'rg-frozen', entries },
    { name: 'aks-policy-denied', resourceGroup: 'rg-regulated', entries },
    {
      name: 'aks-linked-right-missing',
      resourceGroup: 'rg-regulated',
      entries,
      behaviour: {
        linkedRights: [
          { action: 'Microsoft.Network/virtualNetworks/subnets/join/action', scope: foreignSubnet },
        ],
      },
    },
    { name: 'aks-writes-need-mfa', resourceGroup: 'rg-regulated', entries },
    { name: 'hub', resourceGroup: hubGroup, tags: { 'aks-managed-fleet': 'fleet-europe' } },
  ],
  locks: [
    {
      name: 'audit-freeze',
      level: 'ReadOnly',
      scope: `/subscriptions/${id}/resourceGroups/rg-frozen`,
      notes: 'Frozen for the yearly audit',
    },
  ],
  policies: [
    {
      name: 'deny-clusters-without-defender',
      displayName: 'Kubernetes clusters must have Defender profile enabled',
      scope: idOf('rg-regulated', 'aks-policy-denied'),
      effect: { do: 'deny' },
    },
  ],
  challenges: [
    {
      scope: idOf('rg-regulated', 'aks-writes-need-mfa'),
      on: 'write',
      claims: { access_token: { acrs: { essential: true, values: ['p1'] } } },
      code: 'RequestDisallowedByPolicy',
      description: 'Users must use MFA for Create/Update operations.',
    },
  ],
  denyAssignments: [
    {
      name: 'Deny assignment created by Azure Kubernetes Fleet Manager',
      scope: `/subscriptions/${id}/resourceGroups/${hubGroup}`,
      actions: ['*'],
      notActions: ['*/read'],
    },
  ],
}).seed;

const auditId = '5eb04d72-9618-4fc2-8e54-ad6f3b805c05';
const auditCluster = clusterId({
  subscriptionId: auditId,
  resourceGroup: 'rg-audit',
  name: 'aks-read-only-for-you',
});

/** Where Ada may only look, but could activate a role that writes. */
export const audit = buildSubscription({
  id: auditId,
  displayName: 'sub-audit',
  readers: [demoPeople.ada, demoPeople.ravi],
  roles: [
    {
      person: demoPeople.ada,
      role: 'Azure Kubernetes Service Contributor Role',
      scope: auditCluster,
      eligible: true,
    },
  ],
  clusters: [
    {
      name: 'aks-read-only-for-you',
      resourceGroup: 'rg-audit',
      entries: ['73.140.245.0/24'],
    },
  ],
}).seed;
