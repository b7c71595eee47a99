import type { Cluster } from '#lib/clusters/cluster';
import type { Failure } from '#lib/failure';
import { failureWords } from '#lib/failure-words';
import { Callout } from '../ui/callout.tsx';

/** What Azure says beforehand about the reader's rights on a cluster; Azure decides later. */
export type ReadersRights = {
  readonly write: 'allowed' | 'missing' | 'unknown';
  readonly missing?: string;
  readonly readOnlyLocks: readonly { readonly scope: string }[] | 'unknown';
};

/** What would stand in the way of a change, said before anybody types. Advice: Azure's answer decides. */
export function ReadinessCallouts({
  cluster,
  rights,
}: {
  cluster: Cluster;
  rights: ReadersRights;
}) {
  const obstacles = obstaclesOf(cluster, rights);
  return (
    <>
      {obstacles.map((failure) => {
        const { title, text, todo } = failureWords(failure);
        return (
          <Callout key={failure.code} tone="warn" title={title}>
            {text} <span className="text-ink">{todo}</span>
          </Callout>
        );
      })}
      {cluster.ownedBy !== undefined && (
        <Callout tone="info" title={`Managed by ${cluster.ownedBy}`}>
          Its next run may undo what is changed here. Change the list there too.
        </Callout>
      )}
    </>
  );
}

function obstaclesOf(cluster: Cluster, rights: ReadersRights): readonly Failure[] {
  const { id, access, isFleetHub, powerState, loadBalancerSku } = cluster;
  const scope = `/subscriptions/${id.subscriptionId}/resourceGroups/${id.resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${id.name}`;
  const locks = rights.readOnlyLocks === 'unknown' ? [] : rights.readOnlyLocks;
  const obstacles: readonly (Failure | false)[] = [
    rights.write === 'missing' && {
      code: 'not-authorized',
      action: rights.missing ?? '',
      scope,
    },
    locks.length > 0 && { code: 'locked', scopes: locks.map((lock) => lock.scope) },
    access === 'private' && { code: 'private-cluster' },
    isFleetHub && { code: 'fleet-hub' },
    powerState === 'Stopped' && { code: 'stopped' },
    loadBalancerSku === 'basic' && { code: 'basic-load-balancer' },
  ];
  return obstacles.filter((each) => each !== false);
}
