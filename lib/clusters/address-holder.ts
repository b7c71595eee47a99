/**
 * What a public address belongs to in Azure: the firewall, gateway or load balancer that uses it, or the
 * public IP address itself while nothing does.
 */
export type AddressHolder = {
  /** ARM resource id. */
  readonly id: string;
  /** What it is and its name: `Firewall fw-hub`. */
  readonly title: string;
  readonly resourceGroup: string;
};

/** Types of Microsoft.Network, in lower case, by the names that the Azure portal gives them. */
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
 * The resource that an id names. Of a part of one, such as an IP configuration, it is the firewall or network
 * interface that the part belongs to. Undefined for an id that names nothing in a resource group.
 */
export function addressHolder(resourceId: string): AddressHolder | undefined {
  const [, id, resourceGroup, provider, type, name] = topLevel.exec(resourceId) ?? [];
  if (id === undefined || resourceGroup === undefined || type === undefined) return undefined;
  const isNetwork = provider?.toLowerCase() === 'microsoft.network';
  const kind = (isNetwork && kinds[type.toLowerCase()]) || type;
  return { id, title: `${kind} ${name}`, resourceGroup };
}
