import type { ClusterSpec } from '../build-cluster.ts';
import { buildSubscription } from '../build-subscription.ts';
import { demoPeople } from './people.ts';

const payments = { resourceGroup: 'rg-payments-prod' };
const shop = { resourceGroup: 'rg-shop-prod' };
const data = { resourceGroup: 'rg-data-prod', location: 'northeurope' };

const day = 24 * 60 * 60;
const terraform = {
  changedBy: '0d4f6a52-7c1b-4e0e-9a83-2f7c5b1e6d90',
  changedByType: 'Application',
  clientType: 'Terraform',
} as const;

/** `count` ranges of 256 addresses that follow each other, `73.140.0.0/24` first. */
function offices(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `73.${140 + (at >> 8)}.${at & 255}.0/24`);
}

const clusters: readonly ClusterSpec[] = [
  {
    ...payments,
    name: 'aks-payments-prod',
    entries: ['73.140.245.0/24', '137.117.106.88/29', '193.168.1.0/24'],
    tags: { team: 'payments', environment: 'prod' },
    pools: ['system', 'workers'],
    behaviour: {
      listRecords: [
        {
          agoSeconds: 9 * day,
          ...terraform,
          before: ['73.140.245.0/24', '193.168.1.0/24'],
          after: ['73.140.245.0/24', '137.117.106.88/29', '193.168.1.0/24'],
        },
        {
          agoSeconds: 2 * day,
          changedBy: demoPeople.ravi,
          clientType: 'Azure CLI',
          before: ['73.140.245.0/24', '137.117.106.88/29', '193.168.1.0/24'],
          after: ['194.168.1.17/32'],
        },
        {
          agoSeconds: 2 * day - 1200,
          ...terraform,
          before: ['194.168.1.17/32'],
          after: ['73.140.245.0/24', '137.117.106.88/29', '193.168.1.0/24'],
        },
      ],
      maintenanceConfigurations: {
        aksManagedAutoUpgradeSchedule: {
          maintenanceWindow: {
            schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Sunday' } },
            durationHours: 4,
            utcOffset: '+01:00',
            startTime: '02:00',
          },
        },
      },
    },
  },
  {
    ...payments,
    name: 'aks-ledger-private',
    private: true,
    tags: { team: 'payments', environment: 'prod' },
  },
  {
    ...payments,
    name: 'aks-vault-no-public-access',
    publicNetworkAccess: 'Disabled',
    entries: ['193.168.1.0/24'],
  },
  {
    ...shop,
    name: 'aks-shop-prod',
    entries: ['81.2.69.0/24', ...offices(185)],
    tags: { team: 'shop', environment: 'prod' },
    pools: ['system', 'web', 'jobs'],
  },
  {
    ...shop,
    name: 'aks-open-to-anyone',
    tags: { team: 'shop', environment: 'trial' },
    behaviour: {
      recordsListAs: 'list',
      listRecords: [
        {
          agoSeconds: 5 * day,
          changedBy: demoPeople.ravi,
          clientType: 'Azure Portal',
          before: ['193.168.1.0/24'],
          after: [],
        },
      ],
    },
  },
  { ...shop, name: 'aks-open-by-zero-range', entries: ['193.168.1.0/24', '0.0.0.0/0'] },
  { ...shop, name: 'aks-checkout-vnet', vnetIntegration: true, entries: offices(240) },
  { ...data, name: 'aks-batch-cluster-only', entries: ['0.0.0.0/32'] },
  { ...data, name: 'aks-pipelines-service-tag', entries: ['AzureCloud', '194.168.1.0/24'] },
  {
    ...data,
    name: 'aks-reports-stopped',
    power: 'Stopped',
    entries: ['73.140.245.0/24'],
    tags: { team: 'data', environment: 'test' },
  },
  {
    ...data,
    name: 'aks-search-updating',
    provisioningState: 'Updating',
    entries: ['73.140.245.0/24', '194.168.1.0/24'],
    behaviour: { running: { ends: { afterMs: 15 * 60_000 } } },
  },
  {
    ...data,
    name: 'aks-orders-failed',
    provisioningState: 'Failed',
    entries: ['193.168.1.0/24', '194.168.1.0/24'],
  },
  {
    ...data,
    name: 'aks-legacy-basic-load-balancer',
    version: '1.28.15',
    egress: { type: 'loadBalancer', sku: 'Basic' },
  },
];

/** Contoso's main subscription: a cluster in each state that the cluster itself is in. */
export const platform = buildSubscription({
  id: '1a7c0f3e-52d4-4b8e-8a10-6f2b9d4c1e01',
  displayName: 'sub-platform-prod',
  writers: [demoPeople.ada],
  readers: [demoPeople.ravi],
  clusters,
}).seed;
