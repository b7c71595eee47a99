import { type Answer, json } from '../http/exchange.ts';
import { isObject, type JsonObject } from '../json.ts';
import { listAt, textAt } from '../json-edit.ts';
import type { VersionedType } from './api-versions.ts';
import { resourceGroupNotFound, resourceNotFound } from './errors.ts';
import type { ArmCall, ArmRoute } from './route.ts';

const types = [
  'publicIPAddresses',
  'publicIPPrefixes',
  'natGateways',
  'virtualNetworks',
  'ipGroups',
] as const satisfies readonly VersionedType[];

const group = '/subscriptions/{subscription}/resourceGroups/{group}';

/** What clusters leave through: read only. */
export const networkRoutes: readonly ArmRoute[] = [...types.flatMap(routesOf), subnetRoute()];

function routesOf(type: (typeof types)[number]): ArmRoute[] {
  const action = `Microsoft.Network/${type}/read`;
  const needs = ({ request }: ArmCall) => ({ action, scope: request.path });
  const list = (call: ArmCall) => listResources(call, type);
  const listScope = ({ request }: ArmCall) => ({
    action,
    scope: request.path.split('/providers/')[0] ?? '',
  });
  const inSubscription = `/subscriptions/{subscription}/providers/Microsoft.Network/${type}`;
  const inGroup = `${group}/providers/Microsoft.Network/${type}`;
  return [
    { method: 'GET', pattern: inSubscription, versions: type, needs: listScope, handle: list },
    { method: 'GET', pattern: inGroup, versions: type, needs: listScope, handle: list },
    {
      method: 'GET',
      pattern: `${inGroup}/{name}`,
      versions: type,
      needs,
      handle: (call) => getResource(call, type),
    },
  ];
}

function getResource(call: ArmCall, type: string): Answer {
  const { world, request, part } = call;
  const subscription = world.subscriptions.get(part('subscription').toLowerCase());
  if (!subscription?.resourceGroups.has(part('group').toLowerCase())) {
    return resourceGroupNotFound(part('group'));
  }
  const resource = world.resources.get(request.path.toLowerCase());
  const missing = () => resourceNotFound(`Microsoft.Network/${type}`, part('name'), part('group'));
  return resource ? json(200, resource) : missing();
}

function listResources({ world, part }: ArmCall, type: string): Answer {
  const place = part('group') === '' ? '' : `/resourcegroups/${part('group')}`;
  const prefix = `/subscriptions/${part('subscription')}${place}/`.toLowerCase();
  const ofType = `/providers/microsoft.network/${type}/`.toLowerCase();
  const value = [...world.resources.in(part('subscription').toLowerCase())]
    .filter(([id]) => id.startsWith(prefix) && id.includes(ofType) && !id.includes('/subnets/'))
    .map(([, resource]) => resource);
  return json(200, { value });
}

function subnetRoute(): ArmRoute {
  return {
    method: 'GET',
    pattern: `${group}/providers/Microsoft.Network/virtualNetworks/{network}/subnets/{name}`,
    versions: 'virtualNetworks',
    needs: ({ request }) => ({
      action: 'Microsoft.Network/virtualNetworks/subnets/read',
      scope: request.path,
    }),
    handle: getSubnet,
  };
}

/** Subnets live inside their network. */
function getSubnet({ world, request, part }: ArmCall): Answer {
  const networkId = request.path.replace(/\/subnets\/[^/]+$/i, '').toLowerCase();
  const subnets = listAt(world.resources.get(networkId), 'properties', 'subnets');
  const named = (subnet: JsonObject) =>
    textAt(subnet, 'name').toLowerCase() === part('name').toLowerCase();
  const subnet = subnets.filter(isObject).find(named);
  const type = 'Microsoft.Network/virtualNetworks/subnets';
  return subnet ? json(200, subnet) : resourceNotFound(type, part('name'), part('group'));
}
