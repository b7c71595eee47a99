import { type Answer, json, jsonText } from '../http/exchange.ts';
import { printJson, printStored } from '../json.ts';
import { clusterId } from '../world/ids.ts';
import { runningOperation } from '../world/operations.ts';
import { showCluster } from './cluster-view.ts';
import { deleteCluster, patchCluster, putCluster } from './cluster-writes.ts';
import { aksError, clusterNotFound, resourceGroupNotFound } from './errors.ts';
import type { ArmCall, ArmRoute } from './route.ts';

const inSubscription =
  '/subscriptions/{subscription}/providers/Microsoft.ContainerService/managedClusters';
const inGroup =
  '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ContainerService/managedClusters';
const one = `${inGroup}/{name}`;
const right = (verb: string) => (call: ArmCall) => ({
  action: `Microsoft.ContainerService/managedClusters/${verb}`,
  scope: idOf(call),
});
const listRight = ({ request }: ArmCall) => ({
  action: 'Microsoft.ContainerService/managedClusters/read',
  scope: request.path.split(/\/providers\//i)[0] ?? '',
});

/** Managed clusters. */
export const clusterRoutes: readonly ArmRoute[] = [
  route('GET', inSubscription, listRight, list),
  route('GET', inGroup, listRight, list),
  route('GET', one, right('read'), get),
  route('PUT', one, right('write'), (call) => putCluster(call, idOf(call))),
  route('PATCH', one, right('write'), (call) => patchCluster(call, idOf(call))),
  route(
    'GET',
    `${one}/maintenanceConfigurations`,
    right('maintenanceConfigurations/read'),
    listMaintenance,
  ),
  route('DELETE', one, right('delete'), (call) => deleteCluster(call, idOf(call))),
];

function route(
  method: string,
  pattern: string,
  needs: ArmRoute['needs'] & {},
  handle: ArmRoute['handle'],
): ArmRoute {
  return { method, pattern, versions: 'managedClusters', needs, handle };
}

function idOf({ part }: ArmCall): string {
  return clusterId({
    subscriptionId: part('subscription'),
    resourceGroup: part('group'),
    name: part('name'),
  });
}

function get(call: ArmCall): Answer {
  const cluster = call.world.clusters.get(idOf(call).toLowerCase());
  if (!cluster) return missing(call);
  runningOperation(call.world, cluster);
  return jsonText(printStored(showCluster(cluster, call.apiVersion)));
}

function listMaintenance(call: ArmCall): Answer {
  const cluster = call.world.clusters.get(idOf(call).toLowerCase());
  if (!cluster) return missing(call);
  const value = Object.entries(cluster.maintenanceConfigurations).map(([name, properties]) => ({
    id: `${cluster.id}/maintenanceConfigurations/${name}`,
    name,
    type: 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations',
    properties,
  }));
  return json(200, { value });
}

function missing(call: ArmCall): Answer {
  const { world, part } = call;
  if (world.justDeleted.delete(idOf(call).toLowerCase())) {
    const message = `Could not find managed cluster resource: ${part('name')} in subscription: ${part('subscription')}, resourceGroup: ${part('group')}.`;
    return aksError(404, 'NotFound', message, 'GetManagedCluster_NotFound');
  }
  const subscription = world.subscriptions.get(part('subscription').toLowerCase());
  return subscription?.resourceGroups.has(part('group').toLowerCase())
    ? clusterNotFound(part('name'), part('group'))
    : resourceGroupNotFound(part('group'));
}

const pageSize = 50;

/** Lists in pages; as recorded, a page that has anything links to one more, which may be empty. */
function list(call: ArmCall): Answer {
  const { world, part, request, apiVersion } = call;
  const group = part('group').toLowerCase();
  const subscription = world.subscriptions.get(part('subscription').toLowerCase());
  if (group !== '' && !subscription?.resourceGroups.has(group)) {
    return resourceGroupNotFound(part('group'));
  }
  const clusters = [...world.clusters.in(subscription?.id ?? '').values()].filter(
    (cluster) => group === '' || cluster.resourceGroup.toLowerCase() === group,
  );
  const start = Number(request.query.get('skipToken') ?? 0);
  const page = clusters.slice(start, start + pageSize);
  if (page.length === 0) return json(200, { value: [] });
  const value = page.map((cluster) => printStored(showCluster(cluster, apiVersion)));
  const next = start + pageSize;
  const nextLink = `${request.origin}${request.path}?%24skipToken=${next}&api-version=${apiVersion}&skipToken=${next}`;
  return jsonText(`{"value":[${value.join(',')}],"nextLink":${printJson(nextLink)}}`);
}
