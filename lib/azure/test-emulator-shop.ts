import { randomUUID } from 'node:crypto';
import { makeCredential } from './credential.ts';
import { createArm } from './http/arm.ts';
import { type EmulatorProcess, startEmulatorProcess } from './test-emulator.ts';

/** For tests: the directory that the emulator's people are in. */
export const contoso = '72a1f3c4-5b0e-4d53-9a6c-1f0c2f6a7d10';

/** For tests: an emulator, the way to it, and what seeds a shop there. */
export async function startShops() {
  const emulator = await startEmulatorProcess();
  return {
    emulator,
    arm: createArm({ resourceManager: emulator.url }),
    seed: (world: ShopSeed = {}) => seedShop(emulator, world),
  };
}

/** For tests: changes to the usual seed, in the emulator's own words. */
export type ShopSeed = {
  readonly role?: (subscriptionId: string) => object;
  readonly subscription?: object;
  readonly cluster?: object;
  /** More clusters, each as the one but for its name and its `apiServerAccessProfile`. */
  readonly others?: readonly (readonly [name: string, profile: object])[];
};

/**
 * For tests: seeds a person and a subscription of their own with one restricted cluster, which they
 * may write unless `role` says otherwise.
 */
async function seedShop(emulator: EmulatorProcess, seed: ShopSeed) {
  const subscriptionId = randomUUID();
  const upn = `op-${subscriptionId}@contoso.com`;
  const others = (seed.others ?? []).map(([name, profile]) => ({
    body: shopBody(subscriptionId, name, profile),
  }));
  await emulator.control('POST', 'seed', {
    people: [{ upn, displayName: 'Op' }],
    subscriptions: [
      {
        id: subscriptionId,
        displayName: 'sub-shop',
        clusters: [{ body: shopBody(subscriptionId), ...seed.cluster }, ...others],
        resources: [outboundAddress(subscriptionId)],
        roles: [{ person: upn, role: 'Contributor', ...seed.role?.(subscriptionId) }],
        ...seed.subscription,
      },
    ],
  });
  const id = { subscriptionId, resourceGroup: 'rg-shop', name: 'aks-shop' };
  return { id, upn, person: makeCredential(contoso, emulator.tokensOf(upn)) };
}

const restricted = { authorizedIPRanges: ['193.168.1.0/24'], futureTags: ['x'] };

function shopBody(
  subscriptionId: string,
  name = 'aks-shop',
  apiServerAccessProfile: object = restricted,
) {
  return {
    id: `/subscriptions/${subscriptionId}/resourcegroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/${name}`,
    location: 'westeurope',
    name,
    type: 'Microsoft.ContainerService/ManagedClusters',
    eTag: 'e-1',
    properties: {
      provisioningState: 'Succeeded',
      powerState: { code: 'Running' },
      agentPoolProfiles: [
        {
          name: 'p',
          count: 3,
          eTag: 'pool-1',
          nodeImageVersion: 'v1',
          availabilityZones: [],
        },
      ],
      networkProfile: {
        loadBalancerSku: 'standard',
        outboundType: 'loadBalancer',
        loadBalancerProfile: {
          managedOutboundIPs: { count: 1 },
          effectiveOutboundIPs: [{ id: outboundId(subscriptionId) }],
        },
      },
      apiServerAccessProfile,
      futureProfile: { price: 1.5 },
    },
  };
}

function outboundAddress(subscriptionId: string) {
  return {
    id: outboundId(subscriptionId),
    name: 'out',
    type: 'Microsoft.Network/publicIPAddresses',
    location: 'westeurope',
    properties: { ipAddress: '137.117.106.90', publicIPAddressVersion: 'IPv4' },
  };
}

function outboundId(subscriptionId: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/MC_shop/providers/Microsoft.Network/publicIPAddresses/out`;
}
