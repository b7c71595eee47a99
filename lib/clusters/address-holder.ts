/** An Azure resource that has a public address, or is one that nothing has. */
export type AddressHolder = {
  /** ARM resource id. */
  readonly id: string;
  /** What it is and its name: `Firewall fw-hub`. */
  readonly title: string;
  readonly resourceGroup: string;
};

/** Of Microsoft.Network, in lower case, as the Azure portal calls them. */
const kinds: Readonly<Record<string, string>> = {
  publicipaddresses: 'Public IP address',
  publicipprefixes: 'Public IP prefix',
  natgateways: 'NAT gateway',
  azurefirewalls: 'Firewall',
  virtualnetworkgateways: 'Virtual network gateway',
  loadbalancers: 'Load balancer',
  applicationgateways: 'Application gateway',
  bastionhosts: 'Bastion',
  networkinterfaces: 'Network interface',
};

const topLevel =
  /^(\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/([^/]+)\/([^/]+)\/([^/]+))/i;

/**
 * The resource that an id names, or that holds what it names: of an IP configuration the firewall or the
 * network interface that it belongs to. Undefined where the id is none of a resource in a resource group.
 */
export function addressHolder(resourceId: string): AddressHolder | undefined {
  const [, id, resourceGroup, provider, type, name] = topLevel.exec(resourceId) ?? [];
  if (id === undefined || resourceGroup === undefined || type === undefined) return undefined;
  const isNetwork = provider?.toLowerCase() === 'microsoft.network';
  const kind = (isNetwork && kinds[type.toLowerCase()]) || type;
  return { id, title: `${kind} ${name}`, resourceGroup };
}
