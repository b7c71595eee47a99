import type { JsonObject } from '../json.ts';

/** Where a network resource lives. */
type NetworkPlace = {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location?: string;
};

/** The id of a network resource; `name` may go on: `vnet-1/subnets/snet-aks`. */
export function networkId(place: NetworkPlace, type: string, name: string): string {
  const { subscriptionId, resourceGroup } = place;
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/${type}/${name}`;
}

/** A prefix of public addresses, such as nodes with addresses of their own take theirs from. */
export function buildPublicIpPrefix(place: NetworkPlace, name: string, prefix: string): JsonObject {
  const prefixLength = Number(prefix.split('/')[1]);
  return build(place, 'publicIPPrefixes', name, {
    sku: { name: 'Standard', tier: 'Regional' },
    properties: {
      provisioningState: 'Succeeded',
      ipPrefix: prefix,
      prefixLength,
      publicIPAddressVersion: 'IPv4',
      ipTags: [],
    },
  });
}

/** What has a public address: something's IP configuration, or a NAT gateway (ids). */
type AddressUser = { readonly ipConfiguration: string } | { readonly natGateway: string };

/** A public address, which something may have. */
export function buildPublicIpAddress(
  place: NetworkPlace,
  name: string,
  address: string,
  user: AddressUser | undefined = undefined,
): JsonObject {
  const used = Object.entries(user ?? {}).map(([member, id]) => [member, { id }]);
  return build(place, 'publicIPAddresses', name, {
    sku: { name: 'Standard', tier: 'Regional' },
    properties: {
      provisioningState: 'Succeeded',
      ipAddress: address,
      publicIPAddressVersion: 'IPv4',
      publicIPAllocationMethod: 'Static',
      idleTimeoutInMinutes: 4,
      ipTags: [],
      ...Object.fromEntries(used),
    },
  });
}

/** A NAT gateway with its addresses and the subnets that leave through it (ids). */
export function buildNatGateway(
  place: NetworkPlace,
  name: string,
  uses: { readonly addresses: readonly string[]; readonly subnets: readonly string[] },
): JsonObject {
  return build(place, 'natGateways', name, {
    sku: { name: 'Standard' },
    properties: {
      provisioningState: 'Succeeded',
      idleTimeoutInMinutes: 4,
      publicIpAddresses: uses.addresses.map((id) => ({ id })),
      subnets: uses.subnets.map((id) => ({ id })),
    },
  });
}

/** A network with one subnet, which may leave through a NAT gateway (an id). */
export function buildVirtualNetwork(
  place: NetworkPlace,
  name: string,
  subnet: { readonly name: string; readonly natGatewayId?: string },
): JsonObject {
  const { natGatewayId } = subnet;
  return build(place, 'virtualNetworks', name, {
    properties: {
      provisioningState: 'Succeeded',
      addressSpace: { addressPrefixes: ['10.20.0.0/16'] },
      subnets: [
        {
          name: subnet.name,
          id: networkId(place, 'virtualNetworks', `${name}/subnets/${subnet.name}`),
          etag,
          properties: {
            provisioningState: 'Succeeded',
            addressPrefix: '10.20.0.0/22',
            ...(natGatewayId === undefined ? {} : { natGateway: { id: natGatewayId } }),
          },
          type: 'Microsoft.Network/virtualNetworks/subnets',
        },
      ],
    },
  });
}

/** A named collection of ranges. */
export function buildIpGroup(
  place: NetworkPlace,
  name: string,
  ranges: readonly string[],
): JsonObject {
  const properties = { provisioningState: 'Succeeded', ipAddresses: ranges, firewalls: [] };
  return build(place, 'ipGroups', name, { properties });
}

const etag = 'W/"3f0a6a6e-8f0b-4d4d-9a1e-5d2f6b1c7e21"';

function build(place: NetworkPlace, type: string, name: string, rest: JsonObject): JsonObject {
  return {
    name,
    id: networkId(place, type, name),
    etag,
    type: `Microsoft.Network/${type}`,
    location: place.location ?? 'westeurope',
    ...rest,
  };
}
