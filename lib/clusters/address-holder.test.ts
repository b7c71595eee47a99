import { expect, test } from 'vitest';
import { addressHolder } from './address-holder.ts';

const group = '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-hub';
const network = `${group}/providers/Microsoft.Network`;

test.each([
  ['azureFirewalls/fw-hub/azureFirewallIpConfigurations/ipconfig', 'Firewall fw-hub'],
  ['virtualNetworkGateways/vgw/ipConfigurations/default', 'Virtual network gateway vgw'],
  ['natGateways/ng-build', 'NAT gateway ng-build'],
  ['publicIPAddresses/pip-old', 'Public IP address pip-old'],
  ['virtualHubs/hub/ipConfigurations/one', 'virtualHubs hub'],
])('says what has an address: %s', (path, title) => {
  const [type, name] = path.split('/');
  expect(addressHolder(`${network}/${path}`)).toEqual({
    id: `${network}/${type}/${name}`,
    title,
    resourceGroup: 'rg-hub',
  });
});

test('reads an id in whatever letter case, and a type of another provider as it stands', () => {
  const scaleSet = `${group.toUpperCase()}/PROVIDERS/MICROSOFT.COMPUTE/virtualMachineScaleSets/vmss/virtualMachines/0`;
  expect(addressHolder(scaleSet)?.title).toBe('virtualMachineScaleSets vmss');
  expect(addressHolder(`${network.toLowerCase()}/LOADBALANCERS/lb`)?.title).toBe(
    'Load balancer lb',
  );
});

test.each(['', 'lb', '/subscriptions/1/providers/Microsoft.Network/x/y', group])(
  'knows no holder by %j',
  (id) => expect(addressHolder(id)).toBeUndefined(),
);
