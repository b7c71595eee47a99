import type { ClusterSpec } from '../build-cluster.ts';
import {
  buildIpGroup,
  buildNatGateway,
  buildPublicIpAddress,
  buildPublicIpPrefix,
  buildVirtualNetwork,
  networkId,
} from '../build-network.ts';
import { buildSubscription } from '../build-subscription.ts';
import { demoPeople } from './people.ts';

const id = '2b8d1a4f-63e5-4c9f-9b21-7a3c0e5d2f02';
const place = { subscriptionId: id, resourceGroup: 'rg-network' };

const natAddress = networkId(place, 'publicIPAddresses', 'pip-nat-aks');
const natGateway = networkId(place, 'natGateways', 'ng-aks');
const firewallConfiguration = networkId(
  place,
  'azureFirewalls',
  'fw-hub/azureFirewallIpConfigurations/ipconfig',
);
const natSubnet = networkId(place, 'virtualNetworks', 'vnet-aks/subnets/snet-aks');
const nodePrefix = networkId(place, 'publicIPPrefixes', 'ippre-game-nodes');

const resources = [
  buildPublicIpAddress(place, 'pip-nat-aks', '20.61.118.24', { natGateway }),
  buildPublicIpAddress(place, 'pip-fw-hub', '20.73.10.14', {
    ipConfiguration: firewallConfiguration,
  }),
  buildNatGateway(place, 'ng-aks', { addresses: [natAddress], subnets: [natSubnet] }),
  buildVirtualNetwork(place, 'vnet-aks', { name: 'snet-aks', natGatewayId: natGateway }),
  buildPublicIpPrefix(place, 'ippre-game-nodes', '20.103.44.16/28'),
  buildIpGroup(place, 'ipg-offices', ['73.140.245.0/24', '193.168.1.0/24']),
];

const clusters: readonly ClusterSpec[] = [
  {
    name: 'aks-nat-managed',
    egress: { type: 'managedNATGateway', address: '20.76.201.9' },
    entries: ['193.168.1.0/24', '20.76.201.9/32'],
  },
  {
    name: 'aks-nat-of-our-own',
    egress: { type: 'userAssignedNATGateway', subnetId: natSubnet },
    entries: ['193.168.1.0/24', '20.61.118.24/32'],
  },
  {
    name: 'aks-behind-firewall',
    egress: { type: 'userDefinedRouting' },
    entries: ['137.117.106.88/29', '20.73.10.14/32'],
  },
  {
    name: 'aks-game-node-addresses',
    resourceGroup: 'rg-games',
    nodePublicIpPrefixId: nodePrefix,
    entries: ['20.103.44.16/28', '194.168.1.0/24'],
  },
  {
    name: 'aks-odd-entries',
    resourceGroup: 'rg-games',
    entries: [
      '73.140.245.17/24',
      '193.168.1.0/24',
      '193.168.1.0/24',
      '193.168.1.64/26',
      '2a02:8071:b783::/48',
      'corp-vpn-exit',
    ],
  },
  {
    name: 'aks-kept-by-terraform',
    resourceGroup: 'rg-games',
    entries: ['193.168.1.0/24', '194.168.1.0/24'],
    tags: { 'managed-by': 'terraform', 'terraform-workspace': 'aks-games', environment: 'prod' },
  },
];

/** The ways out to the internet, and lists that hold more than ranges. */
export const network = buildSubscription({
  id,
  displayName: 'sub-network-prod',
  writers: [demoPeople.ada],
  readers: [demoPeople.ravi],
  clusters,
  resources,
}).seed;
